using System.Net;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.Managed.Mdns;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Tests.Mdns;

/// <summary>Two peers that tell names in place of their addresses. The multicast stays on the loopback interface.</summary>
public class HiddenAddressTests
{
    [Fact]
    public async Task Peers_that_hide_their_addresses_connect()
    {
        await using var pair = await PeerPair.CreateAsync(Hiding(), Hiding());
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);

        await pair.NegotiateAsync();
        await pair.OpenChannelAsync();

        var told = pair.OffererEvents.Events.OfType<PeerEvent.IceCandidateFound>().Select(found => found.Candidate.Candidate).ToList();
        told.ShouldNotBeEmpty();
        told.ShouldAllBe(line => MdnsName.IsHidden(line.Split(' ')[4]));
    }

    [Fact]
    public async Task Without_multicast_no_address_is_told()
    {
        var transport = new ManagedTransport(new ManagedTransportOptions { HideLocalAddresses = true }, new MdnsService(() => []));
        await using var pair = await PeerPair.CreateAsync(transport);
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);

        await pair.NegotiateAsync();
        await pair.OffererEvents.WaitForAsync<PeerEvent.IceCandidatesEnded>();

        pair.OffererEvents.Events.OfType<PeerEvent.IceCandidateFound>().ShouldBeEmpty();
    }

    private static ManagedTransport Hiding() =>
        new(new ManagedTransportOptions { HideLocalAddresses = true }, new MdnsService(() => [IPAddress.Loopback]));
}
