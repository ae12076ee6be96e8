package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {

    private static final URI SECURE = URI.create("https://www.example.org/file");
    private static final URI PLAIN = URI.create("http://www.example.org/file");

    @BeforeEach
    void assumeThatTheJvmHasNone() {
        assumeThat(System.getProperty("https.proxyHost")).isNull();
    }

    private static List<Proxy> select(URI uri, Map<String, String> environment) {
        return new Proxies(environment).select(uri);
    }

    private static List<Proxy> proxy(String host, int port) {
        return List.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port)));
    }

    @Test
    void theEnvironmentNamesOneForEachScheme() {
        Map<String, String> environment = Map.of("https_proxy", "http://a:3128/", "HTTP_PROXY", "b:8080");
        assertThat(select(SECURE, environment)).isEqualTo(proxy("a", 3128));
        assertThat(select(PLAIN, environment)).isEqualTo(proxy("b", 8080));
        assertThat(select(SECURE, Map.of("https_proxy", "http://me:secret@a:3128")))
                .isEqualTo(proxy("a", 3128));
        assertThat(select(PLAIN, Map.of("https_proxy", "a:3128"))).containsExactly(Proxy.NO_PROXY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.org", ".example.org", "localhost, www.example.org", "*"})
    void theEnvironmentExceptsHostsAndDomains(String exceptions) {
        Map<String, String> environment = Map.of("https_proxy", "http://a:3128", "no_proxy", exceptions);
        assertThat(select(SECURE, environment)).containsExactly(Proxy.NO_PROXY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ample.org", "example.com,localhost"})
    void theEnvironmentExceptsNoOthers(String exceptions) {
        Map<String, String> environment = Map.of("https_proxy", "http://a", "no_proxy", exceptions);
        assertThat(select(SECURE, environment)).isEqualTo(proxy("a", 80));
    }

    @Test
    void theJvmsSettingsComeFirst() {
        System.setProperty("https.proxyHost", "jvm");
        System.setProperty("https.proxyPort", "99");
        try {
            assertThat(select(SECURE, Map.of("https_proxy", "http://a:3128"))).isEqualTo(proxy("jvm", 99));
            assertThat(select(URI.create("https://localhost/"), Map.of("https_proxy", "http://a:3128")))
                    .containsExactly(Proxy.NO_PROXY);
        } finally {
            System.clearProperty("https.proxyHost");
            System.clearProperty("https.proxyPort");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://", "socks5://secret@a:1080", "a:b"})
    void whatIsNoAddressIsRefusedWithoutShowingIt(String proxy) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> select(SECURE, Map.of("https_proxy", proxy)))
                .withMessage("the environment's https_proxy must be like http://host:3128");
    }
}
