package io.innkeeper.booking.examples.web.page;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.RequestKeyReusedException;
import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.TransactionLostException;
import io.innkeeper.booking.Violation;
import jakarta.servlet.RequestDispatcher;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** Whatever goes wrong, as a page with the right status, and with nothing of how it went wrong. */
@Controller
@ControllerAdvice
class ErrorPages implements ErrorController {

    private static final Logger log = LoggerFactory.getLogger(ErrorPages.class);

    /** What the library did not throw, and what did not come as far as to it. */
    @RequestMapping("/error")
    ModelAndView error(
            @RequestAttribute(name = RequestDispatcher.ERROR_STATUS_CODE, required = false) @Nullable Integer code) {
        HttpStatus status = code == null ? HttpStatus.NOT_FOUND : HttpStatus.resolve(code);
        return page(status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status, List.of());
    }

    @ExceptionHandler
    ModelAndView notFound(NotFoundException e) {
        return page(HttpStatus.NOT_FOUND, List.of());
    }

    @ExceptionHandler
    ModelAndView invalid(InvalidRequestException e) {
        return page(HttpStatus.BAD_REQUEST, e.violations());
    }

    @ExceptionHandler
    ModelAndView reused(RequestKeyReusedException e) {
        return page(HttpStatus.CONFLICT, List.of());
    }

    /** By the library, or by what Spring does for us. */
    @ExceptionHandler({
        StorageException.class,
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class,
        CannotCreateTransactionException.class
    })
    ModelAndView unavailable(RuntimeException e) {
        if (e instanceof TransactionLostException) {
            log.warn("others were faster each time: {}", e.getMessage());
        } else {
            log.error("the storage could not do its work", e);
        }
        ModelAndView page = page(HttpStatus.SERVICE_UNAVAILABLE, List.of());
        page.addObject("unchanged", wasNeverCommitted(e));
        return page;
    }

    private static ModelAndView page(HttpStatus status, List<Violation> problems) {
        ModelAndView page = new ModelAndView("error", status);
        page.addObject("status", status.value());
        page.addObject("problems", problems);
        page.addObject("unchanged", status.is4xxClientError());
        return page;
    }

    private static boolean wasNeverCommitted(RuntimeException e) {
        return e instanceof TransactionLostException || e instanceof CannotCreateTransactionException;
    }
}
