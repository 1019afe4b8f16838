package io.winnow.gateway.http;

import io.javalin.http.Context;
import io.winnow.gateway.admit.NotAdmitted;
import io.winnow.gateway.flow.UploadPlaces;
import io.winnow.gateway.list.ListRefused;
import io.winnow.gateway.spool.UploadRequest;
import io.winnow.kit.access.Caller;
import io.winnow.kit.http.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;

/**
 * The way of every list that comes over HTTP, in whatever form: bounded in number and size, read
 * steadily, and a job when it is through.
 */
public final class ListDoor {
  private final Intake intake;
  private final LongConsumer announced;
  private final BooleanSupplier ready;
  private final UploadPlaces places;

  /**
   * @param announced hears how many bytes a client is about to send, and throws {@link ListRefused}
   *     when these are too many
   * @param ready whether uploads have a chance; when not, they are turned away before they are read
   * @param places of uploads under way
   */
  public ListDoor(
      Intake intake, LongConsumer announced, BooleanSupplier ready, UploadPlaces places) {
    this.intake = intake;
    this.announced = announced;
    this.ready = ready;
    this.places = places;
  }

  /** Finds the list in a request. */
  @FunctionalInterface
  public interface Reading {
    /**
     * @param body the request's, as long as it comes steadily
     * @param steadily to be put around what the list is taken from, when that is not this body
     */
    Incoming read(InputStream body, UnaryOperator<InputStream> steadily) throws IOException;
  }

  /**
   * A list as it comes.
   *
   * @param request what the client says of it
   * @param content to be read once
   */
  public record Incoming(UploadRequest request, InputStream content) {}

  /**
   * Makes a job of the list in a request.
   *
   * @throws Problem when it becomes none
   * @throws IOException when the connection fails
   */
  public AcceptedJob take(Context context, Reading reading) throws IOException {
    Caller caller = Caller.of(context);
    try (UploadPlaces.Place place = places.take(caller)) {
      announce(context.req().getContentLengthLong());
      InputStream body = place.body(context.req().getInputStream());
      try {
        if (!ready.getAsBoolean()) {
          throw Refusals.notReady("lists");
        }
        Incoming list = reading.read(body, place::body);
        return intake.take(
            list.request().by(caller.account()).within(caller.limits().rows()), list.content());
      } catch (ListRefused e) {
        UploadRoutes.drainAfter(e, body);
        throw Refusals.problem(e);
      } catch (NotAdmitted e) {
        UploadRoutes.drain(body);
        throw Refusals.problem(e);
      } catch (Problem e) {
        UploadRoutes.drain(body);
        throw e;
      }
    }
  }

  /** Reads something out of a body. */
  @FunctionalInterface
  public interface Parsing<T> {
    /** Reads it. */
    T from(InputStream body) throws IOException;
  }

  /**
   * Reads a body that is more than a list, before it is known what becomes of it, as long as it
   * comes steadily.
   *
   * @throws Problem when it comes too slowly
   * @throws IOException when the connection fails
   */
  public <T> T parse(Context context, Parsing<T> parsing) throws IOException {
    try {
      return parsing.from(places.steady(context.req().getInputStream()));
    } catch (ListRefused e) {
      throw Refusals.problem(e);
    }
  }

  private void announce(long bytes) {
    try {
      announced.accept(bytes);
    } catch (ListRefused e) {
      throw Refusals.problem(e);
    }
  }
}
