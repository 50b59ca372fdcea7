using System.Diagnostics;
using Skapi.Realtime.Gateway.Benchmarks.Servers;

namespace Skapi.Realtime.Gateway.Benchmarks.Load;

/// <summary>One kind of server with its clients, which post when it is its turn.</summary>
internal sealed class Contender : IAsyncDisposable
{
    private const int Settlings = 3;

    /// <summary>How long deliveries may take after the last post.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(200);

    private readonly Deployment _deployment;
    private readonly Scenario _scenario;
    private readonly List<Client> _clients = [];
    private Sample _sum;
    private double _kibibytes;

    private Contender(Deployment deployment, Scenario scenario) => (_deployment, _scenario) = (deployment, scenario);

    /// <summary>What was measured in the rounds that count.</summary>
    public Measurement Result
    {
        get
        {
            var deliveries = Math.Max(1, _sum.Deliveries);
            return new Measurement(
                _sum.Cpu.TotalMicroseconds / deliveries,
                _sum.RedisCpu.TotalMicroseconds / deliveries,
                (double)_sum.Allocated / deliveries,
                deliveries / _sum.Time.TotalSeconds,
                _kibibytes);
        }
    }

    /// <summary>Starts the servers and connects the clients.</summary>
    public static async Task<Contender> StartAsync(string kind, Scenario scenario, int connections)
    {
        var contender = new Contender(await Deployment.StartAsync(kind, scenario.Nodes), scenario);
        await contender.ConnectAsync(kind, connections);
        return contender;
    }

    /// <summary>
    /// Lets each client post once, and again, with quiet times between, so that all are in the same state before rounds begin. The gateway
    /// writes to the socket of a client only after a quiet round trip.
    /// </summary>
    public async Task SettleAsync()
    {
        for (var post = 0; post < Settlings; post++)
        {
            await Task.Delay(Quiet);
            for (var index = 0; index < _clients.Count; index++)
                await _clients[index].PostOnceAsync(PostGroupOf(index), UserOf(PartnerOf(index)));
        }

        await Task.Delay(Quiet);
    }

    /// <summary>Lets the clients post.</summary>
    public async Task PlayAsync(TimeSpan duration, bool isCounted)
    {
        var start = await SampleAsync();
        using var stop = new CancellationTokenSource();
        var posting = Task.WhenAll(_clients
            .Where((_, index) => index % _scenario.GroupSize == 0)
            .Select((client, index) => client.PostAsync(
                PostGroupOf(index * _scenario.GroupSize),
                UserOf(PartnerOf(index)),
                _scenario.PostsPerSecond,
                stop.Token))
            .ToList());
        await Task.Delay(duration);
        await stop.CancelAsync();
        await posting;
        await Task.Delay(Quiet);
        var end = await SampleAsync();
        if (isCounted)
            _sum = _sum + end - start;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            await client.DisposeAsync();
        await _deployment.DisposeAsync();
    }

    private static string UserOf(int index) => $"user{index}";

    // Neighbours are on different nodes.
    private string GroupOf(int index) => $"group{index / _scenario.GroupSize}";

    private string? PostGroupOf(int index) => _scenario.GroupSize > 1 ? GroupOf(index) : null;

    // Two partners post to each other, so that each waits for the other's post.
    private int PartnerOf(int index) => _scenario.Nodes == 0 ? index : Math.Min(index ^ 1, _clients.Count - 1);

    private async Task ConnectAsync(string kind, int connections)
    {
        var before = await _deployment.ReadAsync("/memory");
        for (var index = 0; index < connections; index++)
        {
            var server = _deployment.Servers[index % _deployment.Servers.Count];
            _clients.Add(await Client.ConnectAsync(server.Http, server.Address, kind, UserOf(index)));
        }

        _kibibytes = (await _deployment.ReadAsync("/memory") - before) / 1024.0 / connections;
        if (_scenario.GroupSize == 1)
            return;
        for (var index = 0; index < connections; index++)
            await _clients[index].JoinAsync(GroupOf(index));
    }

    private async Task<Sample> SampleAsync()
    {
        var allocated = await _deployment.ReadAsync("/allocated");
        return new Sample(
            _clients.Sum(client => client.Deliveries), _deployment.Cpu, _deployment.RedisCpu, allocated, Stopwatch.GetElapsedTime(0));
    }

    private readonly record struct Sample(long Deliveries, TimeSpan Cpu, TimeSpan RedisCpu, long Allocated, TimeSpan Time)
    {
        public static Sample operator +(Sample left, Sample right) => new(
            left.Deliveries + right.Deliveries,
            left.Cpu + right.Cpu,
            left.RedisCpu + right.RedisCpu,
            left.Allocated + right.Allocated,
            left.Time + right.Time);

        public static Sample operator -(Sample left, Sample right) => new(
            left.Deliveries - right.Deliveries,
            left.Cpu - right.Cpu,
            left.RedisCpu - right.RedisCpu,
            left.Allocated - right.Allocated,
            left.Time - right.Time);
    }
}
