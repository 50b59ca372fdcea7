using System.Diagnostics;
using System.Globalization;
using Skapi.Realtime.Gateway.Tests.Infrastructure;
using Skapi.Testing;
using StackExchange.Redis;

namespace Skapi.Realtime.Gateway.Redis.Tests.Infrastructure;

/// <summary>A real Redis on a free port of this machine, without persistence.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("skapi-redis-").FullName;
    private readonly int _port;
    private readonly string[] _options;
    private readonly RedisCertificates? _certificates;
    private Process? _process;
    private ConnectionMultiplexer? _admin;

    private RedisServer(int port, string[] options, RedisCertificates? certificates) =>
        (_port, _options, _certificates) = (port, options, certificates);

    /// <summary>The configuration of a gateway for this server. A gateway tries to connect again without long pauses.</summary>
    public ConfigurationOptions Configuration
    {
        get
        {
            var configuration = new ConfigurationOptions
            {
                EndPoints = { { "127.0.0.1", _port } },
                ReconnectRetryPolicy = new LinearRetry(100),
                ConnectTimeout = 2000,
            };
            if (_certificates is not null)
            {
                configuration.Ssl = true;
                configuration.TrustIssuer(_certificates.AuthorityPath);
            }

            return configuration;
        }
    }

    public int Port => _port;

    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}");

    public IServer Admin => (_admin ?? throw new InvalidOperationException("The server does not run.")).GetServers().Single();

    public static Task<RedisServer> StartAsync(params string[] options) => CreateAsync(null, options);

    /// <summary>Starts a Redis that speaks TLS only.</summary>
    internal static Task<RedisServer> StartWithTlsAsync(RedisCertificates certificates, params string[] options) => CreateAsync(
        certificates,
        [
            "--tls-cert-file", certificates.CertificatePath, "--tls-key-file", certificates.KeyPath,
            "--tls-ca-cert-file", certificates.AuthorityPath, "--tls-auth-clients", "no", .. options,
        ]);

    private static async Task<RedisServer> CreateAsync(RedisCertificates? certificates, string[] options)
    {
        var server = new RedisServer(FreePort.Find(), options, certificates);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts the process after it was killed. The data is lost.</summary>
    public async Task StartAgainAsync()
    {
        var start = new ProcessStartInfo("redis-server") { RedirectStandardOutput = true };
        foreach (var argument in (string[])
            [
                _certificates is null ? "--port" : "--tls-port", _port.ToString(CultureInfo.InvariantCulture),
                .. _certificates is null ? (string[])[] : ["--port", "0"],
                "--bind", "127.0.0.1", "--dir", _folder, "--save", "", "--appendonly", "no", .. _options,
            ])
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException("redis-server does not start.");
        var log = new List<string>();
        while (log is not [.., var last] || !last.Contains("Ready to accept connections", StringComparison.Ordinal))
        {
            log.Add(await _process.StandardOutput.ReadLineAsync().OrHang()
                ?? throw new InvalidOperationException($"redis-server has ended. {string.Join('\n', log)}"));
        }

        // Nobody needs the rest, but a full pipe would stop the server.
        _ = _process.StandardOutput.ReadToEndAsync();

        // The tests control the server through this connection, and a busy machine must not fail them. To connect can take the whole time,
        // for example to a cluster without slots, because the library may wait for more than it needs.
        var configuration = Configuration;
        configuration.AllowAdmin = true;
        configuration.ConnectTimeout = (int)Guard.Limit.TotalMilliseconds / 6;
        configuration.AsyncTimeout = (int)Guard.Limit.TotalMilliseconds;
        _admin = await ConnectionMultiplexer.ConnectAsync(configuration).OrHang();
    }

    public async Task KillAsync()
    {
        await _admin!.DisposeAsync();
        _process!.Kill();
        await _process.WaitForExitAsync().OrHang();
        _process.Dispose();
        _process = null;
    }

    /// <summary>The number of connections to this server.</summary>
    public async Task<int> CountClientsAsync() => (await Admin.ClientListAsync().OrHang()).Length;

    public Task FlushAsync() => Admin.FlushAllDatabasesAsync().OrHang();

    /// <summary>Cuts every connection of the gateways.</summary>
    public async Task CutAsync()
    {
        await Admin.ExecuteAsync("CLIENT", "KILL", "TYPE", "pubsub", "SKIPME", "yes").OrHang();
        await Admin.ExecuteAsync("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes").OrHang();
    }

    /// <summary>The number of channels to which gateways are subscribed.</summary>
    public async Task<int> CountChannelsAsync()
    {
        var channels = await Admin.SubscriptionChannelsAsync(RedisChannel.Pattern("skapi:*")).OrHang();
        return channels.Length;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
