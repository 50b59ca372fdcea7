using Skapi.Rtc.Conformance;

namespace Skapi.Rtc.Managed.Networks.Tests.Namespaces;

/// <summary>Which pairs of NATs of nftables connect how, with coturn as STUN and TURN server. The simulation has the same table.</summary>
public class NatTests
{
    [NatTheory]
    [InlineData(NatKind.FullCone, NatKind.FullCone, false)]
    [InlineData(NatKind.FullCone, NatKind.AddressRestricted, false)]
    [InlineData(NatKind.FullCone, NatKind.PortRestricted, false)]
    [InlineData(NatKind.FullCone, NatKind.Symmetric, false)]
    [InlineData(NatKind.AddressRestricted, NatKind.AddressRestricted, false)]
    [InlineData(NatKind.AddressRestricted, NatKind.PortRestricted, false)]
    [InlineData(NatKind.AddressRestricted, NatKind.Symmetric, false)]
    [InlineData(NatKind.PortRestricted, NatKind.PortRestricted, false)]
    [InlineData(NatKind.PortRestricted, NatKind.Symmetric, true)]
    [InlineData(NatKind.Symmetric, NatKind.Symmetric, true)]
    public async Task Two_hosts_behind_nats_connect_directly_or_over_the_relay(NatKind left, NatKind right, bool isRelayed)
    {
        using var networks = await NatNamespaces.StartAsync(left, right);
        var (offerer, answerer) = await NodeProcess.StartPairAsync(networks.Left, networks.Right, networks.Servers);
        await using var ownedOfferer = offerer;
        await using var ownedAnswerer = answerer;

        var chosen = await offerer.AskForPairAsync();
        var agreed = await answerer.AskForPairAsync();
        using var limit = new CancellationTokenSource(PeerRecorder.HangGuard);
        while (agreed.Contains("relay") != chosen.Contains("relay"))
        {
            await Task.Delay(20, limit.Token);
            agreed = await answerer.AskForPairAsync();
        }

        string[] kinds = [.. chosen, .. agreed];
        kinds.Contains("relay").ShouldBe(isRelayed, string.Join(' ', kinds));
    }
}
