//! The options of a sandbox.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

/// The number of data centres.
pub(crate) const DATA_CENTERS: u16 = 3;

/// The options of a sandbox. The default listens on free ports, stores nothing, and has no control port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The address to listen on; must be a loopback address.
    pub address: IpAddr,
    /// The port of data centre 1; the others use the following ports. 0: any free ports.
    pub port: u16,
    /// The control port; 0: any free port. `None`: no control port.
    pub control_port: Option<u16>,
    /// The folder for keys, authorizations, messages and uploads; created if missing. `None`: nothing outlives the sandbox.
    pub data: Option<PathBuf>,
}

impl Default for Options {
    fn default() -> Self {
        Self { address: Ipv4Addr::LOCALHOST.into(), port: 0, control_port: None, data: None }
    }
}

impl Options {
    /// The data centres' addresses; `None` if there are not enough ports after the first.
    pub(crate) fn addresses(&self) -> Option<Vec<SocketAddr>> {
        (0..DATA_CENTERS)
            .map(|index| if self.port == 0 { Some(0) } else { self.port.checked_add(index) })
            .map(|port| port.map(|port| SocketAddr::new(self.address, port)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_follow_the_first_or_are_all_free() {
        let ports = |port| {
            let addresses = Options { port, ..Options::default() }.addresses();
            addresses.map(|addresses| addresses.iter().map(SocketAddr::port).collect::<Vec<_>>())
        };
        assert_eq!(ports(4431), Some(vec![4431, 4432, 4433]));
        assert_eq!(ports(0), Some(vec![0, 0, 0]));
        assert_eq!(ports(65535), None);
    }
}
