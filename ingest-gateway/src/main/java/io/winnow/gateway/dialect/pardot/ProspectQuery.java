package io.winnow.gateway.dialect.pardot;

import static io.winnow.contracts.ContactFilter.CREATED_AT;
import static io.winnow.contracts.ContactFilter.ID;
import static io.winnow.contracts.ContactFilter.Test.EQUAL;
import static io.winnow.contracts.ContactFilter.Test.GREATER;
import static io.winnow.contracts.ContactFilter.Test.LESS;
import static io.winnow.contracts.ContactFilter.Test.NOT_EQUAL;
import static io.winnow.contracts.ContactFilter.UPDATED_AT;

import io.winnow.contracts.ContactFilter;
import io.winnow.gateway.http.FormParameters;
import io.winnow.kit.dialect.DialectError;
import io.winnow.kit.directory.DirectoryQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a query as the directory understands them. What Winnow keeps nothing about –
 * grades, activities, assignments by the vendor's users – finds what it would find where nobody has
 * any.
 */
final class ProspectQuery {
  private static final int MOST_LIMIT = 200;
  private static final String IS_STARRED = "is_starred";
  private static final String SCORE = "score";
  private static final String LAST_ACTIVITY_AT = "last_activity_at";

  /** What holds of no contact. */
  private static final ContactFilter NEVER = new ContactFilter(ID, LESS, "0");

  private static final Set<String> GRADES =
      Set.of("A+", "A", "A-", "B+", "B", "B-", "C+", "C", "C-", "D+", "D", "D-", "F");

  /** Parameters that choose nothing. */
  private static final Set<String> CONTROL =
      Set.of(
          "api_key",
          "user_key",
          "format",
          "output",
          "limit",
          "offset",
          "fields",
          "sort_by",
          "sort_order");

  /** Those that choose, but for the one that is a field as well. */
  private static final Set<String> CHOOSING =
      Set.of(
          "id_greater_than",
          "id_less_than",
          "created_after",
          "created_before",
          "updated_after",
          "updated_before",
          "last_activity_after",
          "last_activity_before",
          "last_activity_never",
          "score_equal_to",
          "score_greater_than",
          "score_less_than",
          "grade_equal_to",
          "grade_greater_than",
          "grade_less_than",
          "assigned",
          "assigned_to_user",
          "deleted",
          "new",
          "list_id");

  private final FormParameters parameters;
  private final Instant now;
  private final List<ContactFilter> filters = new ArrayList<>();

  /** Search parameters that were understood. */
  private int known;

  private ProspectQuery(FormParameters parameters, Instant now) {
    this.parameters = parameters;
    this.now = now;
  }

  /** Whether queries have a parameter of that name which is no field of a prospect. */
  static boolean isParameter(String name) {
    return CONTROL.contains(name) || CHOOSING.contains(name);
  }

  /**
   * @param total whether the answer tells how many match
   * @throws DialectError when a parameter is wrong, or none of those that choose is known
   */
  static DirectoryQuery of(FormParameters parameters, boolean total, Instant now) {
    return new ProspectQuery(parameters, now).read(total);
  }

  private DirectoryQuery read(boolean total) {
    ids();
    times("created", CREATED_AT);
    times("updated", UPDATED_AT);
    activity();
    scores();
    grades();
    flags();
    lists();
    boolean unknown = parameters.all().keySet().stream().anyMatch(name -> !CONTROL.contains(name));
    if (known == 0 && unknown) {
      throw PardotError.INVALID_QUERY_PARAMETERS.fault();
    }
    String sort = sort();
    return page(sort, descending(sort), total);
  }

  private DirectoryQuery page(String sort, boolean descending, boolean total) {
    long limit = number("limit", MOST_LIMIT, PardotError.INVALID_LIMIT);
    if (limit < 1 || limit > MOST_LIMIT) {
      throw PardotError.INVALID_LIMIT.fault();
    }
    long offset = number("offset", 0, PardotError.INVALID_OFFSET);
    boolean tooFar = !sort.equals(ID) && offset + limit > DirectoryQuery.MOST_SORTED;
    if (offset < 0 || offset > Integer.MAX_VALUE || tooFar) {
      throw PardotError.INVALID_OFFSET.fault();
    }
    return new DirectoryQuery(filters, sort, descending, offset, (int) limit, total);
  }

  private String sort() {
    String by = parameters.filled("sort_by");
    return switch (by == null ? ID : by) {
      case "id" -> ID;
      case "created_at" -> CREATED_AT;
      case "updated_at" -> UPDATED_AT;
      case LAST_ACTIVITY_AT -> LAST_ACTIVITY_AT;
      default -> throw PardotError.INVALID_SORT_BY.fault();
    };
  }

  /** Ids ascend and times descend unless it is said otherwise. */
  private boolean descending(String sort) {
    String order = parameters.filled("sort_order");
    return switch (order == null ? "" : order) {
      case "" -> !sort.equals(ID);
      case "ascending" -> false;
      case "descending" -> true;
      default -> throw PardotError.INVALID_SORT_ORDER.fault();
    };
  }

  private void ids() {
    Long greater = search("id_greater_than", PardotError.INVALID_ID);
    Long less = search("id_less_than", PardotError.INVALID_ID);
    requireRange(greater, less, PardotError.INVALID_ID_RANGE);
    add(ID, GREATER, greater);
    add(ID, LESS, less);
  }

  private void times(String what, String field) {
    Long after = moment(what + "_after");
    Long before = moment(what + "_before");
    requireRange(after, before, PardotError.INVALID_TIME_RANGE);
    add(field, GREATER, after);
    add(field, LESS, before);
  }

  private void activity() {
    Long after = moment("last_activity_after");
    Long before = moment("last_activity_before");
    requireRange(after, before, PardotError.INVALID_TIME_RANGE);
    if (after != null || before != null) {
      filters.add(NEVER);
    }
    if (Boolean.FALSE.equals(flag("last_activity_never", PardotError.INVALID_BOOLEAN))) {
      filters.add(NEVER);
    }
  }

  private void scores() {
    Long equal = search("score_equal_to", PardotError.INVALID_SCORE);
    Long greater = search("score_greater_than", PardotError.INVALID_SCORE);
    Long less = search("score_less_than", PardotError.INVALID_SCORE);
    if (equal != null && (greater != null || less != null)) {
      throw PardotError.INVALID_SCORE_COMBINATION.fault();
    }
    requireRange(greater, less, PardotError.INVALID_SCORE_RANGE);
    add(SCORE, EQUAL, equal);
    add(SCORE, GREATER, greater);
    add(SCORE, LESS, less);
  }

  private void grades() {
    boolean equal = grade("grade_equal_to");
    boolean greater = grade("grade_greater_than");
    boolean less = grade("grade_less_than");
    if (equal && (greater || less)) {
      throw PardotError.INVALID_GRADE_COMBINATION.fault();
    }
    if (equal || greater || less) {
      filters.add(NEVER);
    }
  }

  private boolean grade(String name) {
    String grade = parameters.filled(name);
    if (grade == null) {
      return false;
    }
    // a plus that was not encoded comes as a blank
    if (!GRADES.contains(grade.replace(' ', '+'))) {
      throw PardotError.INVALID_GRADE.fault();
    }
    known++;
    return true;
  }

  private void flags() {
    Boolean starred = flag(IS_STARRED, PardotError.INVALID_IS_STARRED);
    if (starred != null) {
      filters.add(new ContactFilter(IS_STARRED, starred ? EQUAL : NOT_EQUAL, "1"));
    }
    Boolean assigned = flag("assigned", PardotError.INVALID_ASSIGNED);
    String user = parameters.filled("assigned_to_user");
    if (user != null) {
      known++;
      filters.add(new ContactFilter("user_id", EQUAL, user));
    } else if (assigned != null) {
      filters.add(new ContactFilter("user_id", assigned ? NOT_EQUAL : EQUAL, ""));
    }
    boolean deleted = Boolean.TRUE.equals(flag("deleted", PardotError.INVALID_DELETED));
    boolean fresh = Boolean.TRUE.equals(flag("new", PardotError.INVALID_NEW));
    if (deleted || fresh) {
      filters.add(NEVER);
    }
  }

  private void lists() {
    Long list = search("list_id", PardotError.INVALID_LIST_ID);
    if (list != null) {
      filters.add(new ContactFilter("list_" + list, EQUAL, "1"));
    }
  }

  private void add(String field, ContactFilter.Test test, @Nullable Long value) {
    if (value != null) {
      filters.add(new ContactFilter(field, test, value.toString()));
    }
  }

  private static void requireRange(@Nullable Long least, @Nullable Long most, PardotError error) {
    if (least != null && most != null && least > most) {
      throw error.fault();
    }
  }

  private @Nullable Long moment(String name) {
    String text = parameters.filled(name);
    if (text == null) {
      return null;
    }
    known++;
    return Moments.parse(text, now).toEpochMilli();
  }

  private @Nullable Boolean flag(String name, PardotError error) {
    String text = parameters.filled(name);
    if (text == null) {
      return null;
    }
    known++;
    return switch (text) {
      case "true", "TRUE", "1" -> true;
      case "false", "FALSE", "0" -> false;
      default -> throw error.fault();
    };
  }

  private @Nullable Long search(String name, PardotError error) {
    if (parameters.filled(name) == null) {
      return null;
    }
    known++;
    return number(name, 0, error);
  }

  private long number(String name, long otherwise, PardotError error) {
    String text = parameters.filled(name);
    if (text == null) {
      return otherwise;
    }
    if (!text.strip().matches("[+-]?[0-9]{1,18}")) {
      throw error.fault();
    }
    return Long.parseLong(text.strip());
  }
}
