package io.winnow.lab.smtp;

/** What all sessions share. */
record SessionParts(
    SmtpOptions options,
    SmtpRecord record,
    Wordings wordings,
    Reception reception,
    RecipientRate rate,
    Tls tls) {}
