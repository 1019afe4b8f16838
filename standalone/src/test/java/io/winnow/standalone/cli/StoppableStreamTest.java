package io.winnow.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.winnow.kit.lifecycle.Stop;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoppableStreamTest {
  private final Stop stop = new Stop();
  private final StoppableStream list =
      new StoppableStream(new ByteArrayInputStream(new byte[100]), stop);

  @AfterEach
  void letTheSignalGo() {
    stop.done();
  }

  @Test
  void aListIsReadToItsEndWhenNobodyWantsToStop() throws IOException {
    assertThat(list.readAllBytes()).hasSize(100);
  }

  @Test
  void aStopWhileAListIsReadBreaksItOff() throws IOException {
    assertThat(list.read(new byte[10])).isEqualTo(10);

    Thread signal = Thread.ofVirtual().start(stop::signalled);
    await().until(stop::wanted);

    assertThatThrownBy(() -> list.read(new byte[10])).isInstanceOf(StoppableStream.Stopped.class);
    assertThatThrownBy(list::read).isInstanceOf(StoppableStream.Stopped.class);
    assertThat(signal.isAlive()).as("the signal waits until everything is closed").isTrue();
  }
}
