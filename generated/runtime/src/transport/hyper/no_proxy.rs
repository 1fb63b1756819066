//! The exceptions from the proxy of the environment: `NO_PROXY`.

use std::net::IpAddr;

use http::Uri;

use super::proxy::{host, port};

/// The destination of a request, normalized for comparison.
pub(super) struct Destination {
    /// In lower case, without brackets or a trailing dot.
    host: String,
    /// The host, if it is an IP address.
    address: Option<IpAddr>,
    port: u16,
}

impl Destination {
    pub(super) fn of(uri: &Uri) -> Self {
        let host = host(uri).trim_end_matches('.').to_ascii_lowercase();
        let address = host.parse().ok().map(|address: IpAddr| address.to_canonical());
        Self { host, address, port: port(uri) }
    }

    /// Returns true if it is this machine.
    pub(super) fn is_loopback(&self) -> bool {
        match self.address {
            Some(address) => address.is_loopback(),
            None => self.host == "localhost" || is_subdomain(&self.host, "localhost"),
        }
    }
}

/// The entries of `NO_PROXY`, separated by commas or spaces. They follow curl; `*.` and ports, which curl lacks, follow
/// Go.
#[derive(Debug, Default)]
pub(super) struct NoProxy(Vec<NoProxyEntry>);

#[derive(Debug)]
struct NoProxyEntry {
    hosts: HostPattern,
    /// `None` matches any port.
    port: Option<u16>,
}

#[derive(Debug)]
enum HostPattern {
    All,
    Network(Network),
    /// A domain in lower case and its subdomains.
    Domain(String),
    /// The subdomains alone.
    Subdomains(String),
}

/// An IP network like `10.0.0.0/8`, or an address.
#[derive(Debug)]
struct Network {
    address: IpAddr,
    /// The number of leading bits that all addresses of the network share.
    prefix: u32,
}

impl NoProxy {
    /// Invalid entries match nothing, as in other programs.
    pub(super) fn parse(text: &str) -> Self {
        let entries = text.split([',', ' ', '\t']).filter(|entry| !entry.is_empty());
        Self(entries.map(NoProxyEntry::parse).collect())
    }

    pub(super) fn contain(&self, destination: &Destination) -> bool {
        self.0.iter().any(|exception| exception.contains(destination))
    }
}

impl NoProxyEntry {
    fn parse(entry: &str) -> Self {
        // Before the port is split off: IPv6 addresses contain colons.
        if let Some(network) = Network::parse(entry) {
            return Self { hosts: HostPattern::Network(network), port: None };
        }
        let split = entry.rsplit_once(':').and_then(|(hosts, port)| Some((hosts, Some(port.parse().ok()?))));
        let (hosts, port) = split.unwrap_or((entry, None));
        Self { hosts: HostPattern::parse(hosts), port }
    }

    fn contains(&self, destination: &Destination) -> bool {
        let Destination { host, address, port } = destination;
        let is_host = match (&self.hosts, address) {
            (HostPattern::All, _) => true,
            (HostPattern::Network(network), Some(address)) => network.contains(*address),
            (HostPattern::Domain(domain), None) => host == domain || is_subdomain(host, domain),
            (HostPattern::Subdomains(domain), None) => is_subdomain(host, domain),
            (HostPattern::Network(_), None) | (HostPattern::Domain(_) | HostPattern::Subdomains(_), Some(_)) => false,
        };
        is_host && self.port.is_none_or(|own| own == *port)
    }
}

impl HostPattern {
    fn parse(text: &str) -> Self {
        if let Some(network) = Network::parse(text.trim_matches(['[', ']'])) {
            return Self::Network(network);
        }
        if text == "*" {
            return Self::All;
        }
        let text = text.trim_end_matches('.').to_ascii_lowercase();
        match text.strip_prefix("*.") {
            Some(domain) => Self::Subdomains(domain.to_owned()),
            None => Self::Domain(text.trim_start_matches('.').to_owned()),
        }
    }
}

impl Network {
    fn parse(text: &str) -> Option<Self> {
        let (address, prefix) = text.split_once('/').map_or((text, None), |(address, prefix)| (address, Some(prefix)));
        let address: IpAddr = address.parse().ok()?;
        let bits = if address.is_ipv4() { 32 } else { 128 };
        let digits = |text: &&str| text.bytes().all(|byte| byte.is_ascii_digit());
        let prefix = prefix.map_or(Some(bits), |prefix| digits(&prefix).then(|| prefix.parse().ok())?)?;
        if prefix > bits {
            return None;
        }
        Some(Self { address, prefix })
    }

    fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address) {
            (IpAddr::V4(own), IpAddr::V4(other)) => (own.to_bits() ^ other.to_bits()).leading_zeros() >= self.prefix,
            (IpAddr::V6(own), IpAddr::V6(other)) => (own.to_bits() ^ other.to_bits()).leading_zeros() >= self.prefix,
            _ => false,
        }
    }
}

fn is_subdomain(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use http::Uri;

    use super::{Destination, NoProxy};

    fn contain(exceptions: &str, uri: &'static str) -> bool {
        NoProxy::parse(exceptions).contain(&Destination::of(&Uri::from_static(uri)))
    }

    #[test]
    fn matches_entries() {
        for (exceptions, within, outside) in [
            (
                "example.com",
                &["https://example.com", "https://API.example.com:8443", "http://example.com."][..],
                &["https://noexample.com"][..],
            ),
            (".Example.com.", &["https://example.com", "https://a.b.example.com"], &["https://example.com.cn"]),
            (
                "*.example.com",
                &["https://api.example.com", "https://a.b.example.com"],
                &["https://example.com", "https://noexample.com"],
            ),
            ("*", &["https://x", "http://10.1.2.3", "https://[2001:db8::1]:8443"], &[]),
            (
                "a.example:8443",
                &["https://a.example:8443", "https://b.a.example:8443"],
                &["https://a.example", "https://a.example:443"],
            ),
            (
                "a.example:443 b.example:80",
                &["https://a.example", "http://b.example"],
                &["http://a.example", "https://b.example"],
            ),
            (
                "10.0.0.0/8,192.168.1.7",
                &["http://10.1.2.3", "http://192.168.1.7:8080", "http://[::ffff:10.1.2.3]"],
                &["http://11.1.2.3", "http://192.168.1.8", "http://x.10.1.2.3.example"],
            ),
            (
                "2001:db8::/32, [::5], [::6]:81",
                &["http://[2001:db8::1]", "http://[::5]:99", "http://[::6]:81"],
                &["http://[2001:db9::1]", "http://[::6]"],
            ),
            ("0.0.0.0/0, 10.0.0.0/33, ::/129, ::/+0, 10.0.0.0/", &["http://1.2.3.4"], &["http://[2001:db8::1]"]),
            ("10.0.0.4/31", &["http://10.0.0.4", "http://10.0.0.5"], &["http://10.0.0.3", "http://10.0.0.6"]),
            (" a.example ,\tb.example,,", &["http://a.example", "http://b.example"], &["http://c.example"]),
            // Suffixes of addresses and invalid entries match nothing.
            ("2.3,10.0.0.0/99,.,*.,ex*mple.com,:80", &[], &["http://10.1.2.3", "http://example.com", "http://x."]),
            ("", &[], &["http://x"]),
        ] {
            for uri in within {
                assert!(contain(exceptions, uri), "{exceptions}: {uri}");
            }
            for uri in outside {
                assert!(!contain(exceptions, uri), "{exceptions}: {uri}");
            }
        }
    }
}
