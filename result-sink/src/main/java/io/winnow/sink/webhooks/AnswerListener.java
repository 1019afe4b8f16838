package io.winnow.sink.webhooks;

import io.winnow.sink.webhooks.Answer.Fault;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * Hears what a receiver answers. The status is all that counts; so much of the body is read that
 * the connection can be used again, and not more.
 */
final class AnswerListener implements Response.Listener {
  static final int MOST_BODY_BYTES = 4 * 1024;
  private static final int LONGEST_MESSAGE = 300;

  private final Request request;
  private final Clock clock;
  private final CompletableFuture<Answer> answer = new CompletableFuture<>();
  private int bodyBytes;

  AnswerListener(Request request, Clock clock) {
    this.request = request;
    this.clock = clock;
    var _ =
        answer.whenComplete(
            (_, _) -> {
              if (answer.isCancelled()) {
                var _ = request.abort(new TimeoutException("nobody waits for it any more"));
              }
            });
  }

  CompletableFuture<Answer> answer() {
    return answer;
  }

  @Override
  public void onHeaders(Response response) {
    int status = response.getStatus();
    if (HttpStatus.isInformational(status)) {
      // nobody has asked for one, and they could go on for ever
      answer.complete(
          new Answer.Failed(
              Fault.BROKEN_ANSWER, "the receiver answered %d first".formatted(status)));
      var _ = request.abort(new IOException("there is no use for an interim answer"));
      return;
    }
    answer.complete(
        HttpStatus.isRedirection(status)
            ? new Answer.Failed(
                Fault.REDIRECT,
                "the receiver answered %d; redirects are not followed".formatted(status))
            : new Answer.Received(
                status,
                RetryAfter.parse(
                    response.getHeaders().get(HttpHeader.RETRY_AFTER), clock.instant())));
  }

  @Override
  public void onContent(Response response, ByteBuffer content) {
    bodyBytes += content.remaining();
    content.position(content.limit());
    if (bodyBytes > MOST_BODY_BYTES) {
      var _ = request.abort(new IOException("enough of the answer was read"));
    }
  }

  @Override
  public void onComplete(Result result) {
    if (result.isFailed()) {
      answer.complete(of(result.getFailure()));
    } else {
      answer.complete(new Answer.Received(result.getResponse().getStatus()));
    }
  }

  private static Answer of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof GuardedConnector.Refusal) {
        return new Answer.Refused(Fault.PRIVATE_ADDRESS, message(cause));
      }
      Fault fault = fault(cause);
      if (fault != null) {
        return new Answer.Failed(fault, message(cause));
      }
    }
    return new Answer.Failed(Fault.BROKEN_ANSWER, message(failure));
  }

  private static @Nullable Fault fault(Throwable cause) {
    return switch (cause) {
      case UnknownHostException _, UnresolvedAddressException _ -> Fault.NAME_NOT_RESOLVED;
      case ConnectException _, NoRouteToHostException _, SocketTimeoutException _ ->
          Fault.NOT_CONNECTED;
      case SSLException _ -> Fault.TLS_FAILED;
      case TimeoutException _ -> Fault.TIMEOUT;
      default -> null;
    };
  }

  private static String message(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    String whole = cause.getMessage() == null ? cause.getClass().getSimpleName() : message;
    return whole.length() <= LONGEST_MESSAGE ? whole : whole.substring(0, LONGEST_MESSAGE);
  }
}
