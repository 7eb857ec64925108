package io.innkeeper.booking.examples.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Something that the application answers to.
 *
 * @param method GET or POST
 * @param pattern its path, with variables as in {@code /hotels/{id}}
 */
record Route(RequestMethod method, String pattern) {

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    /** All that there are, as the application itself knows them, and those of Spring Security. */
    static List<Route> of(WebHost host) {
        List<Route> routes = new ArrayList<>(List.of(post("/login"), post("/logout")));
        host.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(info -> info.getPatternValues()
                        .forEach(pattern -> methods(info).forEach(method -> routes.add(new Route(method, pattern)))));
        return routes.stream().distinct().toList();
    }

    private static Route post(String pattern) {
        return new Route(RequestMethod.POST, pattern);
    }

    private static Set<RequestMethod> methods(RequestMappingInfo info) {
        Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
        return methods.isEmpty() ? Set.of(RequestMethod.GET, RequestMethod.POST) : methods;
    }

    boolean isGet() {
        return method == RequestMethod.GET;
    }

    boolean isPost() {
        return method == RequestMethod.POST;
    }

    /** The names of the variables in its path. */
    Set<String> variables() {
        Set<String> names = new TreeSet<>();
        Matcher variable = VARIABLE.matcher(pattern);
        while (variable.find()) {
            names.add(variable.group(1));
        }
        return names;
    }

    /** Its path, with what each variable stands for. */
    String path(UnaryOperator<String> values) {
        return VARIABLE.matcher(pattern)
                .replaceAll(variable -> Matcher.quoteReplacement(values.apply(variable.group(1))));
    }

    @Override
    public String toString() {
        return method + " " + pattern;
    }
}
