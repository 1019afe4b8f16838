package io.winnow.kit.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.winnow.kit.dialect.MalformedInput.Fault;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HardenedXmlTest {

  private static void assertFault(Fault fault, String xml) {
    assertThatThrownBy(() -> HardenedXml.read(xml))
        .isInstanceOfSatisfying(
            MalformedInput.class,
            told -> assertThat(told.fault()).as(told.getMessage()).isEqualTo(fault));
    byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> HardenedXml.read(new ByteArrayInputStream(bytes)))
        .isInstanceOf(MalformedInput.class);
  }

  @Test
  void elementsAttributesAndTextAreRead() throws MalformedInput {
    XmlElement root =
        HardenedXml.read("<a x='&lt;1&gt;'>t<b>&#252;<![CDATA[<&]]></b><!-- c -->u</a>");

    assertThat(root)
        .isEqualTo(
            new XmlElement(
                "a",
                Map.of("x", "<1>"),
                "tu",
                List.of(new XmlElement("b", Map.of(), "ü<&", List.of()))));
  }

  @Test
  void noFileIsFetched(@TempDir Path directory) throws Exception {
    Path secret = Files.writeString(directory.resolve("secret"), "secret");

    assertFault(
        Fault.FORBIDDEN, "<!DOCTYPE a [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]><a>&x;</a>");
    assertFault(Fault.FORBIDDEN, "<!DOCTYPE a SYSTEM \"" + secret.toUri() + "\"><a/>");
    assertFault(Fault.FORBIDDEN, "<a>&x;</a>");
    assertFault(Fault.FORBIDDEN, "<a b='&x;'/>");
  }

  @Test
  void laughsDoNotMultiply() {
    StringBuilder laughs = new StringBuilder("<!DOCTYPE a [<!ENTITY l0 \"ha\">");
    for (int i = 1; i < 30; i++) {
      String before = "&l" + (i - 1) + ";";
      laughs.append("<!ENTITY l%d \"%s\">".formatted(i, before.repeat(10)));
    }

    assertFault(Fault.FORBIDDEN, laughs + "]><a>&l29;</a>");
  }

  @Test
  void tenThousandLevelsAreTooDeep() {
    assertFault(Fault.TOO_LARGE, "<a>".repeat(10_000) + "</a>".repeat(10_000));
  }

  @Test
  void elementsAttributesAndBytesHaveBounds() {
    assertFault(Fault.TOO_LARGE, "<a>" + "<b/>".repeat(20_001) + "</a>");
    StringBuilder attributes = new StringBuilder("<a");
    for (int i = 0; i < 100; i++) {
      attributes.append(" a%d='1'".formatted(i));
    }
    assertFault(Fault.TOO_LARGE, attributes + "/>");
    assertFault(Fault.TOO_LARGE, "<a b='" + "x".repeat(10_000) + "'/>");
    assertFault(Fault.TOO_LARGE, "<a>" + "x".repeat(1 << 20) + "</a>");
  }

  @Test
  void whatIsNoXmlIsAFault() {
    assertFault(Fault.NOT_WELL_FORMED, "");
    assertFault(Fault.NOT_WELL_FORMED, "{\"a\":1}");
    assertFault(Fault.NOT_WELL_FORMED, "<a><b></a>");
    assertFault(Fault.NOT_WELL_FORMED, "<a/><b/>");
    assertFault(Fault.NOT_WELL_FORMED, "<a b='1' b='2'/>");
  }

  @Test
  void whatIsWrittenIsReadAgain() throws MalformedInput {
    String odd = "\"<&>'\n\r\t\u0000\uD83D\uDE00 ]]>";
    String xml =
        XmlText.document().open("a", "b", odd).element("c", odd).empty("d").close().toString();

    XmlElement root = HardenedXml.read(xml);

    String kept = odd.replace('\u0000', '\uFFFD');
    assertThat(root.attributes()).containsEntry("b", kept);
    assertThat(root.children().getFirst().text()).isEqualTo(kept);
  }
}
