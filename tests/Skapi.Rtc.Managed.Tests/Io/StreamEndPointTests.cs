using System.Net;
using Skapi.Rtc.Managed.Io;

namespace Skapi.Rtc.Managed.Tests.Io;

public class StreamEndPointTests
{
    private static readonly IPEndPoint Udp = new(IPAddress.Loopback, 443);
    private static readonly StreamEndPoint Tcp = new(IPAddress.Loopback, 443);

    [Fact]
    public void An_address_of_tcp_is_not_the_same_as_one_of_udp()
    {
        Udp.IsSameAs(Tcp).ShouldBeFalse();
        Tcp.IsSameAs(Udp).ShouldBeFalse();
        Tcp.Equals(Udp).ShouldBeFalse();
    }

    [Fact]
    public void Two_addresses_of_one_protocol_are_compared_by_address_and_port()
    {
        Tcp.IsSameAs(new StreamEndPoint(IPAddress.Loopback, 443)).ShouldBeTrue();
        Udp.IsSameAs(new IPEndPoint(IPAddress.Loopback, 443)).ShouldBeTrue();
        Tcp.IsSameAs(new StreamEndPoint(IPAddress.Loopback, 444)).ShouldBeFalse();
        Tcp.IsSameAs(null).ShouldBeFalse();
    }
}
