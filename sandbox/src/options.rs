//! How a sandbox is started.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

/// The data centres, numbered from 1.
pub(crate) const DATA_CENTERS: u16 = 3;

/// What a sandbox is started with. The default keeps nothing, listens on any free ports and has no control port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Where to listen. Anything but loopback is refused.
    pub address: IpAddr,
    /// The port of data centre 1; the others follow it. 0 for any free ports.
    pub port: u16,
    /// The port of the control interface; 0 for any free port. `None` for none.
    pub control_port: Option<u16>,
    /// The folder in which keys, sign-ins, messages and uploads are kept; made if it is not there. `None` to keep nothing.
    pub data: Option<PathBuf>,
}

impl Default for Options {
    fn default() -> Self {
        Self { address: Ipv4Addr::LOCALHOST.into(), port: 0, control_port: None, data: None }
    }
}

impl Options {
    /// The data centres' addresses; `None` if they would go past the last port.
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
    fn ports_follow_the_first_unless_any_will_do() {
        let ports = |port| {
            let addresses = Options { port, ..Options::default() }.addresses();
            addresses.map(|addresses| addresses.iter().map(SocketAddr::port).collect::<Vec<_>>())
        };
        assert_eq!(ports(4431), Some(vec![4431, 4432, 4433]));
        assert_eq!(ports(0), Some(vec![0, 0, 0]));
        assert_eq!(ports(65535), None);
    }
}
