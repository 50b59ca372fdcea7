using System.Net;
using Skapi.Rtc.Managed.Io;

namespace Skapi.Rtc.Managed.Tests.Io;

public class PrivateAddressesTests
{
    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("172.31.255.255", true)]
    [InlineData("172.32.0.0", false)]
    [InlineData("192.168.0.1", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("169.254.169.254", true)]
    [InlineData("100.127.0.1", true)]
    [InlineData("100.128.0.1", false)]
    [InlineData("203.0.113.7", false)]
    [InlineData("::1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("fe80::1", true)]
    [InlineData("2001:db8::1", false)]
    public void An_address_is_private_or_public(string address, bool isPrivate) =>
        PrivateAddresses.Contains(IPAddress.Parse(address)).ShouldBe(isPrivate);
}
