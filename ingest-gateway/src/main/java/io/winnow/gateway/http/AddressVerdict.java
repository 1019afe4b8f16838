package io.winnow.gateway.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.Flag;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Level;
import io.winnow.contracts.Reason;
import io.winnow.contracts.SmtpEvidence;
import io.winnow.contracts.Status;
import io.winnow.contracts.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The verdict of one address, as HTTP clients see it: like {@link AddressVerified}, but every flag
 * is there.
 *
 * @param flags each {@code yes}, {@code no} or {@code unknown}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AddressVerdict(
    String address,
    Status status,
    Reason reason,
    @Nullable String detail,
    @JsonProperty("did_you_mean") @Nullable String didYouMean,
    @Nullable String normalized,
    Map<String, String> flags,
    @JsonProperty("mail_host") @Nullable String mailHost,
    @Nullable SmtpEvidence smtp,
    Level level,
    JobId job,
    AcceptedJob.Links links) {

  static AddressVerdict of(AddressVerified verified, AcceptedJob job) {
    Verdict verdict = verified.verdict();
    Map<String, String> flags = new LinkedHashMap<>();
    for (Flag flag : Flag.values()) {
      flags.put(flag.wireName(), verdict.flags().get(flag).wireName());
    }
    return new AddressVerdict(
        verified.address(),
        verdict.status(),
        verdict.reason(),
        verdict.detail(),
        verdict.didYouMean(),
        verdict.normalized(),
        flags,
        verdict.mailHost(),
        verdict.smtp(),
        job.level(),
        job.id(),
        job.links());
  }
}
