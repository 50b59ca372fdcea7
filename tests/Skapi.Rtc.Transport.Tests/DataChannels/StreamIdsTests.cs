using Skapi.Rtc.DataChannels;

namespace Skapi.Rtc.Transport.Tests.DataChannels;

public sealed class StreamIdsTests
{
    [Fact]
    public void The_DTLS_client_uses_even_ids_and_the_server_odd_ones()
    {
        var client = new StreamIds(isDtlsClient: true);
        var server = new StreamIds(isDtlsClient: false);

        ((ushort[])[client.Take(), client.Take()]).ShouldBe([0, 2]);
        ((ushort[])[server.Take(), server.Take()]).ShouldBe([1, 3]);
    }

    [Fact]
    public void The_other_side_may_use_its_own_free_ids_only()
    {
        var client = new StreamIds(isDtlsClient: true);

        client.TryRegisterRemote(1).ShouldBeTrue();
        client.TryRegisterRemote(1).ShouldBeFalse();
        client.TryRegisterRemote(2).ShouldBeFalse();
        client.TryRegisterRemote(ushort.MaxValue).ShouldBeFalse();
    }

    [Fact]
    public void An_id_is_used_again_after_all_others()
    {
        var ids = new StreamIds(isDtlsClient: true, streams: 6);

        ids.Take().ShouldBe((ushort)0);
        ids.Release(0);

        ((ushort[])[ids.Take(), ids.Take(), ids.Take()]).ShouldBe([2, 4, 0]);
        Should.Throw<SkapiException>(() => ids.Take());
    }

    [Theory]
    [InlineData(true, 32768)]
    [InlineData(false, 32767)]
    public void Every_id_of_a_side_can_be_taken_once(bool isClient, int count)
    {
        var ids = new StreamIds(isClient);

        var taken = Enumerable.Range(0, count).Select(_ => ids.Take()).ToHashSet();

        taken.Count.ShouldBe(count);
        taken.ShouldNotContain(ushort.MaxValue);
        Should.Throw<SkapiException>(() => ids.Take());
    }
}
