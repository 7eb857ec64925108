package io.innkeeper.booking.jpa.internal;

import org.eclipse.persistence.logging.AbstractSessionLog;
import org.eclipse.persistence.logging.SessionLog;
import org.eclipse.persistence.logging.SessionLogEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the persistence provider logs to. Every failure is thrown as well, and many are ordinary answers (an e-mail
 * address that is taken), so exceptions are logged at debug only. Values never are: they are personal data and hashes.
 */
final class EclipseLinkLog extends AbstractSessionLog {

    private static final Logger log = LoggerFactory.getLogger("io.innkeeper.booking.jpa");

    EclipseLinkLog() {
        setLevel(SessionLog.INFO);
        setShouldDisplayData(Boolean.FALSE);
    }

    @Override
    public void log(SessionLogEntry entry) {
        if (entry.hasException()) {
            log.debug("{}", entry.getMessage(), entry.getException());
        } else if (entry.getLevel() >= SessionLog.WARNING) {
            log.warn("{}", formatMessage(entry));
        } else if (log.isDebugEnabled()) {
            log.debug("{}", formatMessage(entry));
        }
    }
}
