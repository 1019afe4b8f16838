package io.winnow.standalone;

import io.winnow.gateway.GatewaySettings;
import io.winnow.gateway.admin.AdminSettings;
import io.winnow.gateway.dialect.pardot.PardotSettings;
import io.winnow.gateway.flow.FlowSettings;
import io.winnow.kit.access.AccessSettings;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.settings.ServiceSettings;
import io.winnow.kit.settings.Setting;
import io.winnow.kit.smtp.SenderIdentity;
import io.winnow.sink.SinkSettings;
import io.winnow.sink.webhooks.WebhookSettings;
import io.winnow.verifier.VerifierSettings;
import io.winnow.verifier.egress.MailPortCheck;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Every setting there is; docs/settings.md is the same list. */
public final class KnownSettings {
  private KnownSettings() {}

  public static final List<Setting<?>> ALL =
      Stream.of(
              ServiceSettings.ALL,
              KafkaClients.SETTINGS,
              AccessSettings.ALL,
              AdminSettings.ALL,
              GatewaySettings.ALL,
              FlowSettings.ALL,
              PardotSettings.ALL,
              VerifierSettings.ALL,
              SenderIdentity.ALL,
              MailPortCheck.ALL,
              SinkSettings.ALL,
              WebhookSettings.ALL,
              DemoAccount.ALL)
          .<Setting<?>>flatMap(Collection::stream)
          .toList();
}
