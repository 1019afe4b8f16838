package io.winnow.sink.webhooks;

/**
 * What is sent to a webhook.
 *
 * @param webhook where it goes, as the account gave it
 * @param account with whose secret it is signed
 * @param event the event's id
 * @param contentType of the body
 * @param body in UTF-8
 */
record Letter(String webhook, String account, String event, String contentType, String body) {}
