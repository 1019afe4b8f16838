package io.winnow.standalone.cli;

import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.kafka.Rights;
import io.winnow.standalone.ServiceRights;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code winnow acls}: what a service may do on a cluster, shown or granted. */
@Command(
    name = "acls",
    description =
        "Shows what a service does on a Kafka cluster with access rules, or grants it to a user.",
    mixinStandardHelpOptions = true)
final class AclsCommand implements Callable<Integer> {
  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init")
  private CommandLine.Model.CommandSpec spec;

  @Mixin private final CommandSettings operators = new CommandSettings();

  @Parameters(
      index = "0",
      paramLabel = "SERVICE",
      description = "ingest-gateway, verifier-streams, result-sink or list-publisher.")
  @SuppressWarnings("NullAway.Init")
  private String service;

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description = "Who gets the rights; the service's own name unless it is given.")
  private @Nullable String user;

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description =
          "Where to grant them, as the user of the settings, who must be allowed to alter the cluster.")
  private @Nullable String kafka;

  @Option(names = "--remove", description = "Takes them away instead.")
  private boolean remove;

  @Override
  public Integer call() throws Exception {
    Rights rights =
        ServiceRights.of(service)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        "there is no service '" + service + "'; one is " + names()));
    PrintWriter out = spec.commandLine().getOut();
    if (kafka == null) {
      out.print(rights.table());
    } else {
      String principal = "User:" + (user == null ? rights.service() : user);
      alter(rights, principal, kafka);
      out.printf(
          "%s %d rights of %s: %s%n",
          principal, rights.all().size(), rights.service(), remove ? "taken away" : "granted");
    }
    out.flush();
    return 0;
  }

  private static String names() {
    return ServiceRights.ALL.stream().map(Rights::service).collect(Collectors.joining(", "));
  }

  private void alter(Rights rights, String principal, String bootstrap)
      throws InterruptedException {
    KafkaClients clients = KafkaClients.from(operators.load(bootstrap));
    try (Admin admin = Admin.create(clients.admin(Map.of()))) {
      if (remove) {
        List<AclBindingFilter> gone =
            rights.bindings(principal).stream().map(binding -> binding.toFilter()).toList();
        var _ = admin.deleteAcls(gone).all().get();
      } else {
        admin.createAcls(rights.bindings(principal)).all().get();
      }
    } catch (ExecutionException e) {
      throw failed(e.getCause() == null ? e : e.getCause());
    } catch (KafkaException e) {
      throw failed(e);
    }
  }

  private static CommandFailure failed(Throwable why) {
    return CommandFailure.failed("cannot alter access rules: Kafka says: " + why.getMessage(), why);
  }
}
