using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Skapi.Realtime.Gateway.Tests.Infrastructure;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Tests.Tokens;

/// <summary>An issuer whose keys cannot be read for a while.</summary>
public sealed class AuthorityOutageTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly Keys _keys = new();
    private readonly RecordingLoggerProvider _log = new();
    private readonly Authority _authority;

    public AuthorityOutageTests() => _authority = new Authority("https://issuer.example", _keys, _time, _log.CreateLogger("Skapi.Test"));

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task An_outage_is_logged_once_and_its_end_too()
    {
        _keys.IsDown = true;
        for (var attempt = 0; attempt < 3; attempt++)
        {
            (await _authority.ReadAsync()).ShouldBeNull();
            _time.Advance(Authority.RetryInterval);
        }

        _keys.IsDown = false;
        (await _authority.ReadAsync()).ShouldBe(_keys);
        (await _authority.ReadAsync()).ShouldBe(_keys);

        _log.Lines.Select(static line => line.Split(':')[0]).ShouldBe(["Error", "Information"]);
    }

    [Fact]
    public async Task Tokens_do_not_cause_more_than_one_request_in_an_interval()
    {
        _keys.IsDown = true;
        for (var token = 0; token < 1000; token++)
            (await _authority.ReadAsync()).ShouldBeNull();

        _keys.Requests.ShouldBe(1);
        _time.Advance(Authority.RetryInterval - TimeSpan.FromTicks(1));
        await _authority.ReadAsync();
        _keys.Requests.ShouldBe(1);
        _time.Advance(TimeSpan.FromTicks(1));
        await _authority.ReadAsync();
        _keys.Requests.ShouldBe(2);
    }

    [Fact]
    public async Task Tokens_that_come_while_keys_are_read_share_the_request()
    {
        _keys.Pending = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reading = Enumerable.Range(0, 10).Select(_ => _authority.ReadAsync().AsTask()).ToList();

        _keys.Requests.ShouldBe(1);
        _keys.Pending.SetResult();

        (await Task.WhenAll(reading).OrHang()).ShouldAllBe(keys => keys == _keys);
    }

    private sealed class Keys : BaseConfigurationManager
    {
        public bool IsDown { get; set; }

        public TaskCompletionSource? Pending { get; set; }

        public int Requests { get; private set; }

        public override async Task<BaseConfiguration> GetBaseConfigurationAsync(CancellationToken cancel)
        {
            Requests++;
            if (Pending is { } pending)
                await pending.Task;
            return IsDown ? throw new InvalidOperationException("The document cannot be read.") : new OpenIdConnectConfiguration();
        }

        public override void RequestRefresh()
        {
        }
    }
}
