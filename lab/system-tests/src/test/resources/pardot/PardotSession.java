import com.darksci.pardot.api.Configuration;
import com.darksci.pardot.api.InvalidRequestException;
import com.darksci.pardot.api.PardotClient;
import com.darksci.pardot.api.parser.StringResponseParser;
import com.darksci.pardot.api.request.BaseRequest;
import com.darksci.pardot.api.request.prospect.ProspectCreateRequest;
import com.darksci.pardot.api.request.prospect.ProspectDeleteRequest;
import com.darksci.pardot.api.request.prospect.ProspectQueryRequest;
import com.darksci.pardot.api.request.prospect.ProspectReadRequest;
import com.darksci.pardot.api.request.prospect.ProspectUpdateRequest;
import com.darksci.pardot.api.request.prospect.ProspectUpsertRequest;
import com.darksci.pardot.api.response.prospect.Prospect;
import com.darksci.pardot.api.rest.HttpClientRestClient;
import java.nio.charset.StandardCharsets;

/** A session of the Java client, unchanged: java -cp 'jars/*' PardotSession.java URL KEY USER_KEY. */
public final class PardotSession {
  private PardotSession() {}

  /** The client's generic request. */
  private static final class Batch extends BaseRequest<Batch> {
    private final String operation;

    Batch(String operation, String prospects) {
      this.operation = operation;
      setParam("prospects", prospects);
    }

    @Override
    public String getApiEndpoint() {
      return "prospect/do/" + operation;
    }
  }

  public static void main(String[] args) {
    Configuration configuration = new Configuration("anna@example.com", args[1], args[2]);
    configuration.setPardotApiHost(args[0] + "/api");
    HttpClientRestClient rest = new HttpClientRestClient();
    try (PardotClient client = new PardotClient(configuration, rest)) {
      Prospect wanted = new Prospect();
      wanted.setEmail("java@example.com");
      wanted.setFirstName("Java");
      Prospect made =
          client.prospectCreate(
              new ProspectCreateRequest().withProspect(wanted).withSubscribeToList(8L));
      say("create", made.getEmail() + " " + made.getFirstName() + " " + made.getIsStarred());
      long id = made.getId();
      Prospect read =
          client.prospectRead(new ProspectReadRequest().selectByEmail("java@example.com"));
      say("read", read.getId() == id && read.getCreatedAt() != null);
      read.setCity("Cologne & \"Bonn\"");
      say(
          "update",
          client.prospectUpdate(new ProspectUpdateRequest().withProspect(read)).getCity());
      wanted.setCompany("Acme");
      say(
          "upsert",
          client.prospectUpsert(new ProspectUpsertRequest().withProspect(wanted)).getId() == id);
      ProspectQueryRequest all =
          new ProspectQueryRequest().withIdGreaterThan(id - 1).withIdLessThan(id + 1);
      say("query", client.prospectQuery(all).getTotalResults());
      say("query", client.prospectQuery(all).getProspects().get(0).getCompany());
      String batch =
          "{\"prospects\":{\"java@example.com\":{\"phone\":\"1\"},\"java2@example.com\":{},\"bad\":{}}}";
      say("batchUpsert", rest.submitRequest(new Batch("batchUpsert", batch)).getResponseStr());
      // prospectDelete itself sends the same, and then stumbles over the empty body of any 204
      say(
          "delete",
          rest.submitRequest(new ProspectDeleteRequest().withProspectId(id)).getHttpCode());
      try {
        client.prospectRead(new ProspectReadRequest().selectById(id));
      } catch (InvalidRequestException e) {
        say("read-deleted", e.getMessage());
      }
    }
  }

  private static void say(String what, Object value) {
    System.out.writeBytes((what + " " + value + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
