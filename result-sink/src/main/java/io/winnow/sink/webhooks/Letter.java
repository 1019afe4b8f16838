package io.winnow.sink.webhooks;

/**
 * What is sent to a webhook.
 *
 * @param webhook where it goes, as the account gave it
 * @param account with whose secret it is signed
 * @param event the event's id
 * @param body JSON
 */
record Letter(String webhook, String account, String event, String body) {}
