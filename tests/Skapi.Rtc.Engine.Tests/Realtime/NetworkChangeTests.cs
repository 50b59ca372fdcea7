using System.Net;
using Skapi.Protocol;
using Skapi.Rtc.Realtime;
using Skapi.Rtc.Tests.Infrastructure;

namespace Skapi.Rtc.Tests.Realtime;

/// <summary>What the realtime connection does when the addresses of its machine change.</summary>
public class NetworkChangeTests
{
    private const string Wifi = "192.0.2.1";
    private const string Mobile = "198.51.100.1";
    private const int Seed = 7;

    private static readonly TimeSpan Long = TimeSpan.FromSeconds(42);
    private static readonly TimeSpan Soon = DelayOf(Seed);

    private readonly FakeNetwork _network = new(Wifi);

    [Theory]
    [InlineData(Wifi)]
    [InlineData(null)]
    public async Task A_socket_whose_address_is_gone_is_replaced_at_once_and_nothing_queued_is_lost(string? local)
    {
        await using var fixture = Create();
        var first = await ConnectAsync(fixture, local);
        first.FailSends(new IOException("stuck"));
        var second = fixture.Sockets.Next();

        _network.Change(Mobile);
        await fixture.Time.ElapseAsync(NetworkChanges.Settling);
        await HearsAsync(fixture, "lost", "attempt 1");
        var posted = fixture.Connection.SendAsync(tokens => ConnectionFixture.Post(tokens, "x"));
        await fixture.Time.ElapseAsync(Soon);

        await HearsAsync(fixture, "opened again");
        (await second.SentAsync()).ShouldBe(ConnectionFixture.KeepAlive);
        (await second.SentAsync()).ShouldBe(ConnectionFixture.Posted("x", token: 1));
        await posted.OrHang();
        first.IsDisposed.ShouldBeTrue();
    }

    [Fact]
    public async Task A_socket_keeps_its_address_when_others_come_and_go()
    {
        await using var fixture = Create();
        var socket = await ConnectAsync(fixture, Wifi);

        foreach (var change in (string[][])[[Wifi, Mobile], [Mobile, Wifi, "203.0.113.1"], [Wifi]])
        {
            _network.Change(change);
            await fixture.Time.ElapseAsync(NetworkChanges.Settling);
            await _network.AskedAsync();
        }

        await fixture.Connection.SendAsync(tokens => ConnectionFixture.Post(tokens, "x")).OrHang();
        (await socket.SentAsync()).ShouldBe(ConnectionFixture.Posted("x"));
        fixture.Connection.IsOpen.ShouldBeTrue();
    }

    [Fact]
    public async Task A_socket_to_this_machine_does_not_depend_on_the_network()
    {
        await using var fixture = Create();
        await ConnectAsync(fixture, "127.0.0.1");

        _network.Change();
        await fixture.Time.ElapseAsync(NetworkChanges.Settling);

        fixture.Connection.IsOpen.ShouldBeTrue();
    }

    [Fact]
    public async Task A_new_address_ends_the_wait_for_the_next_attempt()
    {
        await using var fixture = Create();
        await LoseAddressAsync(fixture);

        // There is no network for a while, so the first attempt fails, and the next one would come much later.
        fixture.Sockets.NextFails(new SkapiException(SkapiErrorCode.ConnectionFailed, "no network"));
        await fixture.Time.ElapseAsync(Soon);
        await HearsAsync(fixture, "attempt 2");
        await fixture.Time.TimerArmedAsync(Long);
        fixture.Sockets.Next();

        _network.Change(Mobile);
        await fixture.Time.ElapseAsync(NetworkChanges.Settling);
        await HearsAsync(fixture, "attempt 1");
        fixture.Time.Advance(SocketOpener.Spread);
        await HearsAsync(fixture, "opened again");
    }

    [Fact]
    public async Task An_address_that_comes_back_counts_as_new()
    {
        await using var fixture = Create();
        await LoseAddressAsync(fixture);
        fixture.Sockets.NextFails(new SkapiException(SkapiErrorCode.ConnectionFailed, "no network"));
        await fixture.Time.ElapseAsync(Soon);
        await HearsAsync(fixture, "attempt 2");
        await fixture.Time.TimerArmedAsync(Long);

        _network.Change(Wifi);
        await fixture.Time.ElapseAsync(NetworkChanges.Settling);

        await HearsAsync(fixture, "attempt 1");
    }

    [Fact]
    public async Task An_attempt_from_an_address_of_before_is_abandoned()
    {
        await using var fixture = Create();
        await LoseAddressAsync(fixture);
        await fixture.Time.ElapseAsync(Soon);
        await fixture.Sockets.AttemptAsync();

        _network.Change(Mobile);
        await fixture.Time.ElapseAsync(NetworkChanges.Settling);
        await HearsAsync(fixture, "attempt 1");
        fixture.Sockets.Next();
        fixture.Time.Advance(SocketOpener.Spread);

        await HearsAsync(fixture, "opened again");
    }

    [Fact]
    public async Task The_policy_decides_whether_the_connection_is_opened_again()
    {
        await using var fixture = new ConnectionFixture(ReconnectPolicy.Never, _network, new Random(Seed));
        await ConnectAsync(fixture, Wifi);

        _network.Change(Mobile);
        await fixture.Time.ElapseAsync(NetworkChanges.Settling);

        await HearsAsync(fixture, "lost", "gave up");
    }

    [Fact]
    public async Task A_system_that_cannot_list_its_addresses_loses_no_connection()
    {
        await using var fixture = Create();
        await ConnectAsync(fixture, Wifi);
        _network.IsUnreadable = true;

        _network.Change(Mobile);
        await fixture.Time.ElapseAsync(NetworkChanges.Settling);

        fixture.Connection.IsOpen.ShouldBeTrue();
    }

    [Fact]
    public async Task A_system_that_reports_no_changes_can_be_used()
    {
        await using var fixture = new ConnectionFixture(network: new FakeNetwork(Wifi) { IsUnwatchable = true });
        await fixture.ConnectAsync(new FakeSocket { LocalAddress = IPAddress.Parse(Wifi) });

        fixture.Connection.IsOpen.ShouldBeTrue();
    }

    [Fact]
    public async Task A_closed_connection_watches_no_more()
    {
        var fixture = Create();
        await ConnectAsync(fixture, Wifi);
        _network.Watchers.ShouldBe(1);

        await fixture.DisposeAsync();

        _network.Watchers.ShouldBe(0);
    }

    [Fact]
    public async Task The_clients_of_a_machine_do_not_return_at_once()
    {
        const int Clients = 200;
        var fixtures = Enumerable.Range(0, Clients).Select(seed => Create(seed)).ToList();
        foreach (var fixture in fixtures)
            await ConnectAsync(fixture, Wifi);
        _network.Change(Mobile);

        var opened = new int[10];
        for (var index = 0; index < Clients; index++)
        {
            var fixture = fixtures[index];
            await fixture.Time.ElapseAsync(NetworkChanges.Settling);
            await HearsAsync(fixture, "lost", "attempt 1");
            var delay = DelayOf(index);
            await fixture.Time.TimerArmedAsync(delay);
            opened[(int)(delay / SocketOpener.Spread * opened.Length)]++;
            await fixture.DisposeAsync();
        }

        opened.ShouldAllBe(count => count > 0 && count <= 2 * Clients / opened.Length);
    }

    private static TimeSpan DelayOf(int seed) => TimeSpan.FromMilliseconds(new Random(seed).Next(1, 1000));

    private async Task<FakeSocket> ConnectAsync(ConnectionFixture fixture, string? local)
    {
        var socket = await fixture.ConnectAsync(new FakeSocket { LocalAddress = local is null ? null : IPAddress.Parse(local) });

        // Once for the addresses of the opening, and once when the watch has begun. A change before that needs no time to settle.
        await _network.AskedAsync();
        await _network.AskedAsync();
        return socket;
    }

    private static async Task HearsAsync(ConnectionFixture fixture, params string[] expected)
    {
        foreach (var what in expected)
            (await fixture.Observer.HeardAsync()).ShouldBe(what);
    }

    private ConnectionFixture Create(int seed = Seed) =>
        new(new ReconnectPolicy(Long, Long) { Jitter = 0 }, _network, new Random(seed));

    /// <summary>The only address of the machine goes.</summary>
    private async Task LoseAddressAsync(ConnectionFixture fixture)
    {
        await ConnectAsync(fixture, Wifi);
        _network.Change();
        await fixture.Time.ElapseAsync(NetworkChanges.Settling);
        await HearsAsync(fixture, "lost", "attempt 1");
    }
}
