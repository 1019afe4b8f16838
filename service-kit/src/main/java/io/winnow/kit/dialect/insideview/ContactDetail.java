package io.winnow.kit.dialect.insideview;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What this API tells of a contact, and where the directory has it. In the order of results. */
public enum ContactDetail {
  FIRST_NAME("firstName", "first_name"),
  LAST_NAME("lastName", "last_name"),
  FULL_NAME("fullName", "first_name", "last_name"),
  SALUTATION("salutation", "salutation"),
  TITLE("title", "job_title"),
  DEPARTMENT("department", "department"),
  PHONE("phone", "phone"),
  FAX("fax", "fax"),
  STREET("street", "address_one", "address_two"),
  CITY("city", "city"),
  STATE("state", "state"),
  ZIP("zip", "zip"),
  COUNTRY("country", "country"),
  COMPANY_NAME("companyName", "company"),
  COMPANY_WEBSITE("companyWebsite", "website"),
  COMPANY_INDUSTRY("companyIndustry", "industry"),
  COMPANY_EMPLOYEES("companyEmployees", "employees"),
  COMPANY_REVENUE("companyRevenue", "annual_revenue");

  /** Those of the contact itself. */
  public static final List<ContactDetail> OF_CONTACT =
      Arrays.stream(values()).filter(detail -> detail.compareTo(COMPANY_NAME) <= 0).toList();

  private final String column;
  private final String field;
  private final @Nullable String second;

  ContactDetail(String column, String field) {
    this(column, field, null);
  }

  ContactDetail(String column, String field, @Nullable String second) {
    this.column = column;
    this.field = field;
    this.second = second;
  }

  /** Those of results. */
  public static List<ContactDetail> of(boolean company) {
    return company ? List.of(values()) : OF_CONTACT;
  }

  /** What it is called here. */
  public String column() {
    return column;
  }

  /**
   * Its value.
   *
   * @param values of the directory's fields by their names; empty for one that it has not
   */
  public String in(UnaryOperator<String> values) {
    String value = values.apply(field);
    return second == null ? value : (value + " " + values.apply(second)).strip();
  }
}
