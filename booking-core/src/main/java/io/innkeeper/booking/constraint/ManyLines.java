package io.innkeeper.booking.constraint;

import jakarta.validation.Constraint;
import jakarta.validation.OverridesAttribute;
import jakarta.validation.Payload;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Text of any number of lines: no control characters (NUL and those that turn the direction of what follows among them)
 * other than line breaks and tabs, and no half of a surrogate pair. Everything else of Unicode is fine. Null is left to
 * other constraints.
 */
@Size(message = "must have at most {max} characters")
@Pattern(
        regexp = "[[^\\p{Cntrl}\\u0080-\\u009f\\u202a-\\u202e\\u2066-\\u2069\\p{Cs}]\\r\\n\\t]*+",
        message = "must be text without control characters")
@Constraint(validatedBy = {})
@Documented
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface ManyLines {

    /** The most UTF-16 characters. */
    @OverridesAttribute(constraint = Size.class, name = "max")
    int max();

    /** Not used: each part has a message of its own. */
    String message() default "";

    /** As in every constraint. */
    Class<?>[] groups() default {};

    /** As in every constraint. */
    Class<? extends Payload>[] payload() default {};
}
