package io.innkeeper.booking.examples.web.account;

import io.innkeeper.booking.AlreadyExistsException;
import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.account.Authentication.Authenticated;
import io.innkeeper.booking.account.Authentication.Throttled;
import io.innkeeper.booking.account.Registration;
import io.innkeeper.booking.account.User;
import io.innkeeper.booking.examples.web.page.Form;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.session.ChangeSessionIdAuthenticationStrategy;
import org.springframework.security.web.authentication.session.CompositeSessionAuthenticationStrategy;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfAuthenticationStrategy;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Registering, logging in, and changing a password. */
@Controller
class AccountController {

    private final Innkeeper innkeeper;
    private final SecurityContextRepository sessions = new HttpSessionSecurityContextRepository();
    private final SessionAuthenticationStrategy renewal = new CompositeSessionAuthenticationStrategy(List.of(
            new ChangeSessionIdAuthenticationStrategy(),
            new CsrfAuthenticationStrategy(new HttpSessionCsrfTokenRepository())));

    AccountController(Innkeeper innkeeper) {
        this.innkeeper = innkeeper;
    }

    /** Spring Security answers to what is sent, and comes here only with what went wrong. */
    @RequestMapping({"/login", LogInFailed.AGAIN})
    String login(@RequestParam Map<String, String> fields, Model model) {
        model.addAttribute("form", new Form(fields));
        return "account/login";
    }

    @GetMapping("/register")
    String registration(Model model) {
        model.addAttribute("form", Form.empty());
        return "account/register";
    }

    @PostMapping("/register")
    String register(
            @RequestParam Map<String, String> fields,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Form form = new Form(fields);
        try {
            Registration registration = new Registration(form.get("email"), form.get("name"), form.get("password"));
            logIn(innkeeper.accounts().register(registration), request, response);
            return "redirect:/";
        } catch (InvalidRequestException e) {
            form.refusedBy(e);
            response.setStatus(HttpStatus.BAD_REQUEST.value());
        } catch (AlreadyExistsException e) {
            form.refused("email", "has an account already: log in, or use another one");
            response.setStatus(HttpStatus.CONFLICT.value());
        }
        model.addAttribute("form", form);
        return "account/register";
    }

    @GetMapping("/account")
    String account(Model model) {
        model.addAttribute("form", Form.empty());
        return "account/account";
    }

    @PostMapping("/account/password")
    String changePassword(
            @AuthenticationPrincipal SignedIn me,
            @RequestParam Map<String, String> fields,
            Model model,
            RedirectAttributes next,
            HttpServletRequest request,
            HttpServletResponse response) {
        Form form = new Form(fields);
        try {
            var answer = innkeeper
                    .accounts()
                    .changePassword(me.user(), form.get("currentPassword"), form.get("newPassword"));
            if (answer instanceof Authenticated changed) {
                logIn(changed.user(), request, response);
                next.addFlashAttribute(
                        "done", "Your password is changed. Wherever else you were logged in, you are not any more.");
                return "redirect:/account";
            }
            if (answer instanceof Throttled throttled) {
                long seconds = LogInFailed.tooMany(response, throttled.retryAfter());
                form.refused("currentPassword", "was wrong too often: please try again in " + seconds + " seconds");
            } else {
                form.refused("currentPassword", "is another one");
                response.setStatus(HttpStatus.UNAUTHORIZED.value());
            }
        } catch (InvalidRequestException e) {
            e.violations().forEach(each -> form.refused("newPassword", each.message()));
            response.setStatus(HttpStatus.BAD_REQUEST.value());
        }
        model.addAttribute("form", form);
        return "account/account";
    }

    /** In a session of a new id and with a new token for forms, which nobody else can know; as Spring Security does it. */
    private void logIn(User user, HttpServletRequest request, HttpServletResponse response) {
        Authentication authentication = LogIn.of(user);
        request.getSession();
        renewal.onAuthentication(authentication, request, response);
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(authentication);
        SecurityContextHolder.setContext(context);
        sessions.saveContext(context, request, response);
    }
}
