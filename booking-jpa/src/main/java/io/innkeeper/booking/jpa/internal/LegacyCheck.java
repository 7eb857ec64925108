package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.Violation;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.MessageInterpolator;
import jakarta.validation.Validation;
import jakarta.validation.ValidationException;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Checks what is made of old rows against the constraints that requests carry. Safe for use by many threads. */
final class LegacyCheck {

    private final Validator validator;

    LegacyCheck() {
        try {
            // Closing the factory would end its validator, and it holds nothing that needs closing.
            @SuppressWarnings("resource")
            ValidatorFactory factory = Validation.byDefaultProvider()
                    .configure()
                    .messageInterpolator(new PlainMessages())
                    .buildValidatorFactory();
            validator = factory.getValidator();
        } catch (ValidationException e) {
            throw new IllegalStateException(
                    "no Jakarta Validation provider is on the path: add org.hibernate.validator:hibernate-validator",
                    e);
        }
    }

    /** Everything that is wrong with it. */
    <T> List<Violation> violations(T request) {
        return validator.validate(request).stream()
                .map(LegacyCheck::violation)
                .sorted(Comparator.comparing(Violation::field).thenComparing(Violation::message))
                .toList();
    }

    private static Violation violation(ConstraintViolation<?> found) {
        return Violation.of(found.getPropertyPath().toString(), found.getMessage(), found.getInvalidValue());
    }

    /** Puts a constraint's own values into its message and evaluates nothing, so that no expression language is needed. */
    private static final class PlainMessages implements MessageInterpolator {

        @Override
        public String interpolate(String template, Context context) {
            String message = template;
            for (Map.Entry<String, Object> attribute :
                    context.getConstraintDescriptor().getAttributes().entrySet()) {
                message = message.replace("{" + attribute.getKey() + "}", String.valueOf(attribute.getValue()));
            }
            return message;
        }

        @Override
        public String interpolate(String template, Context context, Locale locale) {
            return interpolate(template, context);
        }
    }
}
