package io.innkeeper.booking.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.Storage;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndexingTest {

    /** A default would silently take the place of what the storage does better, such as to remember hotels. */
    @Test
    void everythingIsAskedOfTheStorageInside() {
        List<String> own = signatures(Indexing.class.getDeclaredMethods());

        assertThat(signatures(Storage.class.getMethods()))
                .isNotEmpty()
                .allSatisfy(method -> assertThat(own).contains(method));
    }

    private static List<String> signatures(Method[] methods) {
        return Arrays.stream(methods)
                .filter(method -> !method.isBridge() && !method.isSynthetic())
                .map(method -> method.getName() + Arrays.toString(method.getParameterTypes()))
                .toList();
    }
}
