package io.innkeeper.booking.examples.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;
import org.jspecify.annotations.Nullable;

/**
 * What a browser without JavaScript does: keeps cookies, and sends forms as they are on the page. It goes where a redirect
 * points only if it is told to. For use by one thread.
 */
public final class Browser {

    private static final int MOST_REDIRECTS = 5;

    private final HttpClient client;
    private URI address;
    private @Nullable HttpResponse<String> response;

    /** Without cookies, at the first page of an application. */
    public Browser(URI base) {
        this(
                HttpClient.newBuilder()
                        .cookieHandler(new CookieManager())
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(Duration.ofSeconds(10))
                        .build(),
                base.resolve("/"));
    }

    private Browser(HttpClient client, URI address) {
        this.client = client;
        this.address = address;
    }

    /** The same browser, with its cookies, at another instance of the application. */
    public Browser at(URI base) {
        return new Browser(client, base.resolve("/"));
    }

    /** Opens a page. */
    public Browser get(String path) {
        return send(address.resolve(path), null);
    }

    /** Sends fields that are on no page: name, value, name, value. Whoever wants to be let in gives the {@link #token()} too. */
    public Browser post(String path, String... fields) {
        return send(address.resolve(path), encoded(pairs(fields)));
    }

    /** Sends a form that is encoded already, or is not as it should be. */
    public Browser postEncoded(String path, String form) {
        return send(address.resolve(path), form);
    }

    /**
     * Sends a form of this page with all that it has, hidden fields as well, once these fields are filled in: name, value,
     * name, value.
     */
    public Browser submit(String form, String... fields) {
        FormElement found = document().expectForm(form);
        List<Field> typed = pairs(fields);
        for (Field each : typed) {
            if (found.elements().stream()
                    .noneMatch(element -> element.attr("name").equals(each.name()))) {
                throw new IllegalArgumentException("no field " + each.name() + " in " + found);
            }
        }
        List<Field> all = found.formData().stream()
                .map(each -> new Field(each.key(), each.value()))
                .filter(each -> typed.stream().noneMatch(other -> other.name().equals(each.name())))
                .collect(Collectors.toCollection(ArrayList::new));
        all.addAll(typed);
        String action = found.absUrl("action");
        URI target = action.isEmpty() ? address : URI.create(action);
        return found.attr("method").equalsIgnoreCase("post")
                ? send(target, encoded(all))
                : send(URI.create(target.toString().replaceFirst("[?#].*", "") + "?" + encoded(all)), null);
    }

    /** Opens what a link of this page points to. */
    public Browser click(String link) {
        Element found = document().expectFirst(link);
        return send(URI.create(found.absUrl("href")), null);
    }

    /** Goes where the answer points, until one is a page. */
    public Browser follow() {
        for (int i = 0; status() / 100 == 3; i++) {
            if (i == MOST_REDIRECTS) {
                throw new IllegalStateException("goes round in circles: " + this);
            }
            send(address.resolve(header("Location").orElseThrow()), null);
        }
        return this;
    }

    private Browser send(URI to, @Nullable String form) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(to).timeout(Duration.ofSeconds(60)).header("Accept", "text/html,*/*;q=0.8");
        if (form != null) {
            request.header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form));
        }
        try {
            response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            address = to;
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("no answer from " + to, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Where it is. */
    public URI address() {
        return address;
    }

    /** The status of the last answer. */
    public int status() {
        return response().statusCode();
    }

    /** A header of the last answer. */
    public Optional<String> header(String name) {
        return response().headers().firstValue(name);
    }

    /** A cookie that it has. */
    public Optional<String> cookie(String name) {
        return ((CookieManager) client.cookieHandler().orElseThrow())
                .getCookieStore().getCookies().stream()
                        .filter(cookie -> cookie.getName().equals(name))
                        .map(HttpCookie::getValue)
                        .findFirst();
    }

    /** The last answer as it was sent. */
    public String body() {
        return response().body();
    }

    /** The last answer as a page. */
    public Document document() {
        return Jsoup.parse(body(), address.toString());
    }

    /** What somebody reads there. */
    public String text() {
        return document().text();
    }

    /** The token of this page, without which no form is taken. */
    public String token() {
        return document().expectFirst("input[name=_csrf]").val();
    }

    private HttpResponse<String> response() {
        if (response == null) {
            throw new IllegalStateException("nothing was asked for yet");
        }
        return response;
    }

    private record Field(String name, String value) {}

    private static List<Field> pairs(String... fields) {
        if (fields.length % 2 != 0) {
            throw new IllegalArgumentException("a name without a value: " + List.of(fields));
        }
        List<Field> pairs = new ArrayList<>();
        for (int i = 0; i < fields.length; i += 2) {
            pairs.add(new Field(fields[i], fields[i + 1]));
        }
        return pairs;
    }

    private static String encoded(List<Field> fields) {
        return fields.stream()
                .map(field -> encoded(field.name()) + "=" + encoded(field.value()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Where it is, what it was answered, and what somebody reads there. */
    @Override
    public String toString() {
        return address + (response == null ? "" : " " + status() + ": " + text());
    }
}
