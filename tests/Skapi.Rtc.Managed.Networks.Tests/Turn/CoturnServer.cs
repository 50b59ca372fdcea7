using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.Transport;
using Skapi.Testing;

namespace Skapi.Rtc.Managed.Networks.Tests.Turn;

/// <summary>A coturn of its own on the loopback address, over UDP, TCP and TLS.</summary>
internal sealed class CoturnServer : IAsyncDisposable
{
    public const string NotInstalled = "coturn (turnserver) is not installed. Run eng/install-coturn.sh.";
    private const string Username = "user";
    private const string Password = "secret";

    private readonly string _folder = Directory.CreateTempSubdirectory("skapi-coturn-").FullName;
    private readonly Process _process;
    private readonly int _port;
    private readonly int _tlsPort;

    private CoturnServer(string[] options)
    {
        (_port, _tlsPort) = (FreePort.Find(), FreePort.Find());
        var (certificate, key) = WriteCertificate();
        var start = new ProcessStartInfo("turnserver")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
        };
        foreach (var argument in (string[])
            [
                "-n", "--log-file", "stdout", "--listening-ip", "127.0.0.1", "--relay-ip", "127.0.0.1", "--allow-loopback-peers",
                "--listening-port", Text(_port), "--tls-listening-port", Text(_tlsPort), "--lt-cred-mech", "--realm", "skapi.test",
                "--user", $"{Username}:{Password}", "--cert", certificate, "--pkey", key, "--no-cli", "--no-dtls",
                "--pidfile", Path.Combine(_folder, "pid"), "--userdb", Path.Combine(_folder, "users"), "--relay-threads", "1", .. options,
            ])
            start.ArgumentList.Add(argument);

        _process = Process.Start(start) ?? throw new InvalidOperationException("turnserver does not start.");
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public static bool IsInstalled { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(static folder => File.Exists(Path.Combine(folder, "turnserver")));

    /// <summary>Starts a server, and returns when it accepts connections.</summary>
    public static async Task<CoturnServer> StartAsync(params string[] options)
    {
        var server = new CoturnServer(options);
        using var limit = new CancellationTokenSource(PeerRecorder.HangGuard);
        while (!await server.AcceptsAsync(limit.Token))
        {
            if (server._process.HasExited)
                throw new InvalidOperationException($"turnserver ended with code {server._process.ExitCode}.");

            await Task.Delay(20, limit.Token);
        }

        return server;
    }

    /// <summary>The server with its credentials, by the scheme and transport of its URL.</summary>
    public IceServer ToServer(string scheme, string transport, string password = Password) => new()
    {
        Urls = [$"{scheme}:127.0.0.1:{Text(scheme == "turns" ? _tlsPort : _port)}?transport={transport}"],
        Username = Username,
        Credential = password,
    };

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task<bool> AcceptsAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, _port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private (string Certificate, string Key) WriteCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=skapi.test", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var (certificateFile, keyFile) = (Path.Combine(_folder, "cert.pem"), Path.Combine(_folder, "key.pem"));
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        return (certificateFile, keyFile);
    }
}
