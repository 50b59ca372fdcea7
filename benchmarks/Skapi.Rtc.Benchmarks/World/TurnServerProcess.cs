using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Skapi.Rtc.Benchmarks.World;

/// <summary>A coturn of its own, on an address that every stack uses: most of them leave the loopback address out.</summary>
internal sealed class TurnServerProcess : IAsyncDisposable
{
    private const string User = "user";
    private const string Password = "secret";

    private readonly string _folder = Directory.CreateTempSubdirectory("skapi-coturn-").FullName;
    private readonly Process _process;

    private TurnServerProcess(IPAddress address, int port)
    {
        Description = string.Create(CultureInfo.InvariantCulture, $"turn:{address}:{port}?transport=udp {User} {Password}");
        var start = new ProcessStartInfo("turnserver")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
        };
        foreach (var argument in (string[])
            [
                "-n", "--log-file", "stdout", "--listening-ip", $"{address}", "--relay-ip", $"{address}", "--listening-port",
                port.ToString(CultureInfo.InvariantCulture), "--lt-cred-mech", "--realm", "skapi.test", "--user", $"{User}:{Password}",
                "--no-cli", "--no-tls", "--no-dtls", "--pidfile", Path.Combine(_folder, "pid"), "--userdb",
                Path.Combine(_folder, "users"), "--relay-threads", "1",
            ])
            start.ArgumentList.Add(argument);

        _process = Process.Start(start)!;
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The URL, the user name and the password.</summary>
    public string Description { get; }

    /// <summary>Starts a server, and returns when it accepts connections. Null if coturn is not installed or does not start.</summary>
    public static TurnServerProcess? TryStart()
    {
        try
        {
            var (address, port) = (OwnAddress(), FreePort());
            var server = new TurnServerProcess(address, port);
            while (!server._process.HasExited)
            {
                try
                {
                    using var client = new TcpClient();
                    client.Connect(address, port);
                    return server;
                }
                catch (SocketException)
                {
                    Thread.Sleep(50);
                }
            }
        }
        catch (Exception error) when (error is Win32Exception or SocketException)
        {
            // It is not installed, or this machine has no network.
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // No datagram is sent: the system only chooses a route.
    private static IPAddress OwnAddress()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Connect(IPAddress.Parse("192.0.2.1"), 9);
        return ((IPEndPoint)socket.LocalEndPoint!).Address;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
