package org.visioncourse.data;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The JVM's proxies, and where it has none, those that the environment names in {@code https_proxy}, {@code http_proxy}
 * and {@code no_proxy} (a list of hosts and domains, or {@code *}).
 */
final class Proxies extends ProxySelector {

    private static final Pattern ADDRESS = Pattern.compile("(?:https?://)?(?:[^/@]*@)?([^:/@]+)(?::(\\d{1,5}))?/?");
    private static final int DEFAULT_PORT = 80;

    private final Map<String, String> environment;

    Proxies(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public List<Proxy> select(URI uri) {
        ProxySelector jvm = ProxySelector.getDefault();
        List<Proxy> chosen = jvm == null ? List.of(Proxy.NO_PROXY) : jvm.select(uri);
        boolean configured = System.getProperty(uri.getScheme() + ".proxyHost") != null;
        String variable = uri.getScheme() + "_proxy";
        String proxy = variable(variable);
        if (configured || !chosen.equals(List.of(Proxy.NO_PROXY)) || proxy.isEmpty() || isExcepted(uri.getHost())) {
            return chosen;
        }
        return List.of(new Proxy(Proxy.Type.HTTP, address(proxy, variable)));
    }

    /** A name and password in it are passed over: the JDK's client would not send them to a proxy for https. */
    private static InetSocketAddress address(String proxy, String variable) {
        Matcher parts = ADDRESS.matcher(proxy);
        if (!parts.matches()) {
            throw new IllegalArgumentException("the environment's " + variable + " must be like http://host:3128");
        }
        int port = parts.group(2) == null ? DEFAULT_PORT : Integer.parseInt(parts.group(2));
        return InetSocketAddress.createUnresolved(parts.group(1), port);
    }

    private boolean isExcepted(String host) {
        return Stream.of(variable("no_proxy").split(","))
                .map(name -> name.strip().replaceFirst("^\\.", ""))
                .filter(name -> !name.isEmpty())
                .anyMatch(name -> name.equals("*") || host.equals(name) || host.endsWith("." + name));
    }

    /** In small letters, as most programs have it, or in capitals; empty if there is none. */
    private String variable(String name) {
        String capital = environment.getOrDefault(name.toUpperCase(Locale.ROOT), "");
        return environment.getOrDefault(name, capital);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {
        // the download itself says so
    }
}
