package io.innkeeper.booking.internal;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.Violation;
import io.innkeeper.booking.input.Given;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.TraversableResolver;
import jakarta.validation.Validation;
import jakarta.validation.ValidationException;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.lang.annotation.ElementType;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/** Checks requests against the Jakarta Validation constraints that they carry. Safe for use by many threads. */
public final class RequestValidator {

    private final Validator validator;

    private RequestValidator(Validator validator) {
        this.validator = validator;
    }

    /**
     * A validator that needs no expression language: the interpolator fills in the constraints' own values, so that text
     * from outside is never evaluated. Nor does it ask a persistence provider of each value whether that was loaded, which
     * takes longer than to check them all.
     *
     * @throws IllegalStateException if no validation provider is there
     */
    public static RequestValidator create() {
        try {
            // Closing the factory would end its validator, and it holds nothing that needs closing.
            @SuppressWarnings("resource")
            ValidatorFactory factory = Validation.byProvider(HibernateValidator.class)
                    .configure()
                    .traversableResolver(new AllThere())
                    .enableTraversableResolverResultCache(false)
                    .messageInterpolator(new ParameterMessageInterpolator())
                    .buildValidatorFactory();
            return new RequestValidator(factory.getValidator());
        } catch (ValidationException | NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "no Jakarta Validation provider is on the path: add org.hibernate.validator:hibernate-validator",
                    e);
        }
    }

    /**
     * The request itself, if nothing is wrong with it.
     *
     * @param name what to call the request where it is null
     * @throws InvalidRequestException that lists everything that is wrong, by field
     */
    public <T> T check(String name, T request) {
        List<Violation> violations = violations(name, request);
        if (!violations.isEmpty()) {
            throw new InvalidRequestException(violations);
        }
        return request;
    }

    /** Everything that is wrong with the request, sorted by field. */
    public <T> List<Violation> violations(String name, T request) {
        Set<ConstraintViolation<T>> found = validator.validate(Given.notNull(name, request));
        if (found.isEmpty()) {
            return List.of();
        }
        return found.stream()
                .map(RequestValidator::violation)
                .sorted(Comparator.comparing(Violation::field).thenComparing(Violation::message))
                .toList();
    }

    /** Of values, of which none is still to be loaded. */
    private static final class AllThere implements TraversableResolver {

        @Override
        public boolean isReachable(
                Object of, Path.Node value, Class<?> rootType, Path pathTo, ElementType elementType) {
            return true;
        }

        @Override
        public boolean isCascadable(
                Object of, Path.Node value, Class<?> rootType, Path pathTo, ElementType elementType) {
            return true;
        }
    }

    private static Violation violation(ConstraintViolation<?> found) {
        String field = found.getPropertyPath().toString();
        String leaf = "";
        for (Path.Node node : found.getPropertyPath()) {
            leaf = String.valueOf(node.getName());
        }
        return leaf.equals("password")
                ? Violation.secret(field, found.getMessage())
                : Violation.of(field, found.getMessage(), String.valueOf(found.getInvalidValue()));
    }
}
