package io.winnow.gateway.dialect.pardot;

import io.winnow.kit.dialect.DialectError;

/**
 * The errors that Pardot documents, with their texts to the letter, slips of the pen included:
 * clients compare them. Winnow gives few of them; docs/dialects/pardot.md tells which, and when.
 */
enum PardotError {
  INVALID_KEY(1, "Invalid API key or user key"),
  INVALID_ACTION(2, "Invalid action"),
  INVALID_PROSPECT_ID(3, "Invalid prospect ID"),
  INVALID_PROSPECT_EMAIL(4, "Invalid prospect email address"),
  INVALID_QUERY_PARAMETERS(5, "Invalid query parameters"),
  INVALID_TIME_FRAME(6, "Invalid time frame"),
  INVALID_TIMESTAMP(7, "Invalid timestamp"),
  INVALID_TIME_RANGE(8, "Invalid time range"),
  PROSPECT_EXISTS(9, "A prospect with the specified email address already exists"),
  INVALID_USER_ID(10, "Invalid user ID"),
  INVALID_USER_EMAIL(11, "Invalid user email address"),
  INVALID_GROUP_ID(12, "Invalid group ID"),
  PARAMETERS_MISSING(13, "One or more required parameters are missing"),
  NO_ID_AND_NO_EMAIL(14, "Non-existent prospect ID; No email address provided"),
  LOGIN_FAILED(15, "Login failed"),
  INVALID_ID(16, "Invalid ID"),
  INVALID_ID_RANGE(17, "Invalid ID range"),
  INVALID_CRITERIA_STATUS(18, "Invalid value for profile criteria matching status"),
  INVALID_SORT_BY(19, "Invalid value specified for sort_by"),
  INVALID_SORT_ORDER(20, "Invalid value specified for sort_order"),
  INVALID_OFFSET(21, "Invalid value specified for offset"),
  UNSUPPORTED_FEATURE(22, "Unsupported feature in this version of the API"),
  INVALID_LIMIT(23, "Invalid value specified for limit"),
  INVALID_VISITOR_ID(24, "Invalid visitor ID"),
  INVALID_IS_STARRED(25, "Parameter is_starred must be true or false"),
  INVALID_ASSIGNED(26, "Parameter assigned must be true or false"),
  INVALID_DELETED(27, "Parameter deleted must be true or false"),
  INVALID_NEW(28, "Parameter new must be true or false"),
  INVALID_SCORE(29, "Invalid value specified for score"),
  INVALID_SCORE_RANGE(30, "Invalid score range specified"),
  INVALID_SCORE_COMBINATION(31, "Invalid combination of parameters for score"),
  INVALID_GRADE(32, "Invalid value specified for grade"),
  INVALID_GRADE_RANGE(33, "Invalid grade range specified"),
  INVALID_GRADE_COMBINATION(34, "Invalid combination of parameters for grade"),
  INVALID_OPPORTUNITY_ID(35, "Invalid opportunity ID"),
  PARAMETER_VALUES_MISSING(36, "One or more required parameter values are missing"),
  SALESFORCE_CONNECTOR(37, "A SalesForce connector was detected"),
  INVALID_CAMPAIGN_ID(38, "Invalid campaign ID"),
  INVALID_PROFILE_ID(39, "Invalid profile ID"),
  INVALID_PROBABILITY(40, "Invalid opportunity probability"),
  INVALID_PROBABILITY_RANGE(41, "Invalid probability range specified"),
  INVALID_OPPORTUNITY_VALUE(42, "Invalid opportunity value"),
  INVALID_OPPORTUNITY_RANGE(43, "Invalid opportunity value range specified"),
  PROSPECT_MISMATCH(44, "The provided prospect_id and prospect_email parameters do not match"),
  USER_MISMATCH(45, "The provided user_id and user_email parameters do not match"),
  NO_PERMISSION(46, "This API user lacks sufficient permissions for the requested operation"),
  SEVERAL_ASSIGNEES(47, "Multiple assignment targets were specified"),
  INVALID_VISIT_ID(48, "Invalid visit ID"),
  ACCESS_DENIED(49, "Access Denied"),
  INVALID_BOOLEAN(50, "Invalid boolean"),
  INVALID_PARAMETER(51, "Invalid parameter"),
  INVALID_PARAMETER_RANGE(52, "Invalid parameter range"),
  LOCATION_NOT_ACTIVATED(53, "Client IP address/location must be activated before accessing API"),
  EMAIL_IN_USE(54, "Email address is already in use"),
  INVALID_LIST_ID(55, "Invalid list ID"),
  INVALID_NUMBER(56, "Invalid number entered for field"),
  INVALID_DATE(57, "Invalid date entered for field"),
  ALREADY_A_MEMBER(
      58, "That prospect is already a memeber of that list. Update the membership instead."),
  CRM_CONNECTOR(59, "A CRM connector was detected"),
  INVALID_METHOD(60, "Invalid HTTP request method"),
  INVALID_PROSPECT_ACCOUNT(61, "Invalid prospect account id"),
  CONFLICTING_UPDATE(62, "Conflicting Update"),
  TOO_MANY_IDS(63, "Too many IDs specified"),
  EMAIL_LACKS_VARIABLES(64, "Email content missing required variables"),
  INVALID_EMAIL_FORMAT(65, "Invalide email format"),
  TOO_MANY_AT_ONCE(
      66, "You have exceeded your concurrent request limit.  Please wait, before trying again"),
  OBJECT_LIMIT(
      67,
      "You have reached or exceeded the limit of how many of this type of object you may have."),
  NO_SUCH_TEMPLATE(68, "Template with this id does not exist."),
  BATCH_TOO_LARGE(70, "Batch processing is limited to 50 prospects at once."),
  INVALID_INPUT(71, "Input needs to be valid JSON or XML"),
  CORRUPTED_JSON(72, "JSON has been corrupted, hash does not match"),
  NO_PLUGIN_CAMPAIGN(
      73,
      "Currently there is not an Email Plug-in Campaign associated to successfully track this"
          + " email. Please contact your Pardot administrator to ensure there is a proper campaign"
          + " associated with the Account Settings in Pardot."),
  UNSUPPORTED_EMAIL_CLIENT(74, "The email client is not supported by the plugin API"),
  VARIABLE_TAGS(75, "There was an error processing the request for the account variable tags"),
  ACCESS_DISABLED(76, "API access was disabled"),
  INVALID_FID(77, "Invalid prospect fid"),
  INVALID_CRM_FID(79, "Invalid CRM_FID"),
  INVALID_CRM_TYPE(80, "Invalid CRM_TYPE"),
  FID_MISMATCH(81, "Prospect ID and FID do not match"),
  NO_CRM_CONNECTORS(83, "No valid CRM connectors available"),
  NOT_SAVED(85, "Unable to save the prospect"),
  INVALID_TEMPLATE_ID(86, "Invalid Template id"),
  VERSION_4_NEEDED(88, "Your account must use version 4 of the API."),
  VERSION_3_NEEDED(89, "Your account is unable to use version 4 of the API."),
  NOT_FLAT(90, "Prospect array should be a flat array of attributes"),
  NOT_KEYED_BY_EMAIL(91, "Prospect array must be keyed by email address"),
  PROSPECT_NOT_FOUND(92, "Prospect record could not be found"),
  NO_SEND_OPTIONS(93, "The selected template is missing send options"),
  INVALID_VERSION(94, "The provided version is not a valid number"),
  INVALID_FOLDER_NAME(95, "Folder name is invalid"),
  NO_ACCESS_TO_FOLDER(96, "User does not have access to this folder"),
  NO_SUCH_FOLDER(97, "The folder ID provided does not exist"),
  NOT_MAILABLE(98, "Prospect not mailable"),
  USER_EXISTS(99, "User with the provided email already exists"),
  INVALID_TIME_ZONE(100, "The provided time zone is invalid"),
  INVALID_ROLE(101, "The provided role is invalid"),
  CRM_USERNAME_TAKEN(102, "The CRM Username specified is currently applied to another user"),
  NO_CRM_CONNECTOR(103, "A CRM connector was not detected"),
  NO_CRM_USERNAME(104, "The CRM Username specified was not detected"),
  NO_ACTIVATION_HASH(105, "There is no activation hash for the specified user"),
  ALREADY_ACTIVE(106, "User is already active"),
  WEAK_PASSWORD(107, "Password does not meet requirements"),
  ASSET_IN_USE(108, "This Asset cannot be deleted because it is being used in other places."),
  RECORD_NOT_FOUND(109, "The requested record was not found."),
  INVALID_ACCOUNT_ID(110, "Invalid Account Id"),
  INTEGRATION_USERNAME_TAKEN(
      111, "The Integration Username specified is currently applied to another Account"),
  NO_RECIPIENT(112, "Missing recipient to Track With Engage."),
  NO_CRM_ID_OR_EMAIL(113, "Missing CRM ID or Email Address of recipient."),
  INVALID_CRM_ID_OR_EMAIL(114, "Invalid CRM ID or Email Address of recipient."),
  TOO_MANY_RECIPIENTS(115, "Number of recipients is more than threshold."),
  OUTDATED(116, "Request outdated."),
  MICRO_CAMPAIGN(117, "There was an error deleting the micro campaign."),
  TEST_ENVIRONMENT_ONLY(118, "This API can only be called in a test environment."),
  NO_REFRESH_TOKENS(119, "Unable to create refresh tokens for Salesforce connector"),
  CONNECTOR_NOT_VERIFIED(120, "Unable to verify Salesforce connector"),
  NOT_SYNCED(121, "Unable to sync Prospect with Salesforce"),
  DAILY_LIMIT(122, "Daily API rate limit met"),
  USERNAME_NOT_VERIFIED(
      123,
      "Unable to verify Salesforce username; User may already have a verified Salesforce"
          + " username."),
  USERNAME_NOT_SET(124, "Unable to set Salesforce username or id"),
  USER_ID_AND_FID(125, "Cannot accept both user_id and crm_owner_fid."),
  INVALID_AUTHENTICATION(126, "Invalid authentication mechanism"),
  NO_NEW_CAMPAIGNS(128, "Cannot create campaigns"),
  CAMPAIGN_FIXED(129, "Cannot modify campaign name or cost"),
  INVALID_FIELDS(130, "One or more of the specified fields are invalid"),
  LOCKED(
      131,
      "Your account is locked due to too many failed login attempts. Reset your password at"
          + " https://pi.pardot.com/user/passwordReset"),
  ARCHIVED(132, "Prospect is archived"),
  TOO_MANY_SORT_BY(133, "Up to 2 sort by options are allowed."),
  TOO_MANY_SORT_ORDER(134, "Up to 2 sort order options are allowed."),
  SORT_BY_WITHOUT_ID(
      135, "When passing a comma-separated value, one of the two values must be id."),
  INVALID_URL(137, "URL is not valid. Please include a protocol (e.g., http:// or https:// )"),
  NAME_TOO_LONG(138, "Name must be 50 characters or less."),
  INVALID_NAME(139, "The supplied name is not valid."),
  INVALID_ARCHIVED(145, "Invalid archived parameter specified. Allowed values are true or false."),
  INVALID_ARCHIVED_TOO(
      146, "Invalid archived parameter specified. Allowed values are true or false."),
  INVALID_JSON(150, "Input needs to be valid JSON"),
  UNSUPPORTED_CONTENT_TYPE(151, "Unsupported content-type"),
  EMPTY_BODY(152, "Request body can't be empty"),
  PROPERTY_MISSING(153, "Missing required property in request"),
  INVALID_PROPERTY(154, "Invalid property in request"),
  IMPORT_NOT_OPEN(155, "Can't update. Import must be in \"Open\" state."),
  IMPORT_WITHOUT_DATA(156, "Can't start processing. Import has no associated data."),
  IMPORT_FAILED(
      157, "Error processing import request. Please contact your Pardot support representative"),
  UPLOAD_FAILED(158, "Uploading a file was unsuccessful"),
  INVALID_CSV(159, "The file is not in a valid CSV format"),
  TOO_MANY_BATCHES(160, "The limit of batches per import has been reached"),
  IMPORT_STATE(161, "The current state of the import does not allow the operation"),
  NO_FILE(162, "No file was specified or uploaded"),
  TOO_MANY_FILES(163, "Too many files were specified or uploaded"),
  DAILY_IMPORT_LIMIT(164, "Daily limit of import batches has been reached"),
  INVALID_COLUMN_OPTIONS(165, "column options is invalid"),
  WRONG_FORMAT(166, "The input is not in the required format"),
  QUEUE_STATE(168, "Background Queue is in an invalid state."),
  QUEUE_TYPE(169, "Background Queue is an invalid type."),
  UNKNOWN_PROCEDURE(174, "Unknown procedure name."),
  UNKNOWN_ARGUMENT(175, "Unknown procedure argument."),
  ARGUMENT_MISSING(176, "Missing required argument."),
  INVALID_ARGUMENT(177, "Invalid procedure argument.");

  private final int code;
  private final String text;

  PardotError(int code, String text) {
    this.code = code;
    this.text = text;
  }

  /** As it stands in {@code <err code>} and {@code err_code}. */
  int code() {
    return code;
  }

  /** As it stands in {@code <err>} and {@code err}, and behind a prospect's identifier. */
  String text() {
    return text;
  }

  /**
   * That a request fails as a whole. The status of HTTP is 200 in version 3, as in its time, and
   * 400 in version 4: see {@code PardotErrors}.
   */
  DialectError fault() {
    return DialectError.of(200, Integer.toString(code), text);
  }
}
