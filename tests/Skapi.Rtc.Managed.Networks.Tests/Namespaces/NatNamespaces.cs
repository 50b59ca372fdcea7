using System.Diagnostics;
using Skapi.Rtc.Conformance;

namespace Skapi.Rtc.Managed.Networks.Tests.Namespaces;

/// <summary>Two hosts behind a NAT each, and a STUN and TURN server (coturn) between them. Each is a network namespace.</summary>
internal sealed class NatNamespaces : IDisposable
{
    private const string Server = "198.51.100.1";

    private readonly List<NetworkNamespace> _all = [];
    private readonly NetworkNamespace _internet;
    private readonly string _folder = Directory.CreateTempSubdirectory("skapi-nat-").FullName;
    private Process? _coturn;

    private NatNamespaces(NatKind left, NatKind right)
    {
        _internet = Create();
        _internet.Ip("link add bridge type bridge");
        _internet.Ip("link set bridge up");
        Left = AddHost(1, left);
        Right = AddHost(2, right);
    }

    /// <summary>Why NATs cannot be made here, or null if they can.</summary>
    public static string? WhyNot { get; } = Probe();

    public NetworkNamespace Left { get; }

    public NetworkNamespace Right { get; }

    /// <summary>The URLs of the server.</summary>
    public string[] Servers { get; } = [$"stun:{Server}:3478", $"turn:{Server}:3478?transport=udp"];

    public static async Task<NatNamespaces> StartAsync(NatKind left, NatKind right)
    {
        var networks = new NatNamespaces(left, right);
        try
        {
            await networks.StartServerAsync();
            foreach (var network in networks._all)
                await network.WaitUntilUpAsync();

            return networks;
        }
        catch
        {
            networks.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (_coturn is { } coturn)
        {
            coturn.Kill(entireProcessTree: true);
            coturn.WaitForExit();
            coturn.Dispose();
        }

        foreach (var network in _all)
            network.Dispose();

        Directory.Delete(_folder, recursive: true);
    }

    // What is not let in is dropped before the kernel remembers it: otherwise the host's own datagram to the same receiver would get
    // another port.
    private static string RulesOf(NatKind kind, string host)
    {
        var masquerade = kind == NatKind.Symmetric ? "masquerade fully-random" : "masquerade";
        var forward = kind switch
        {
            NatKind.FullCone => $"iifname \"wan\" udp dport >= 1024 dnat to {host}",
            NatKind.AddressRestricted => $"iifname \"wan\" udp dport >= 1024 ip saddr @seen dnat to {host}",
            _ => "",
        };
        return $$"""
            table ip gate {
                set seen { type ipv4_addr; flags dynamic,timeout; timeout 5m; }
                chain pre { type nat hook prerouting priority dstnat; {{forward}}
                }
                chain post { type nat hook postrouting priority srcnat; oifname "wan" {{masquerade}}
                }
                chain forward { type filter hook forward priority filter;
                    oifname "wan" update @seen { ip daddr }
                    iifname "wan" ct state new ct status ! dnat drop
                }
                chain input { type filter hook input priority filter; iifname "wan" meta l4proto udp drop
                }
            }
            """;
    }

    private static string? Probe()
    {
        if (NetworkNamespace.WhyNot is { } reason)
            return reason;

        try
        {
            using var probe = new NetworkNamespace();
            probe.LoadRules(RulesOf(NatKind.AddressRestricted, "10.0.0.2"));
            return null;
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception or IOException)
        {
            return $"nftables cannot make a NAT here, so none is tested in namespaces. {error.Message}";
        }
    }

    private NetworkNamespace Create()
    {
        var created = new NetworkNamespace();
        _all.Add(created);
        return created;
    }

    private NetworkNamespace AddHost(int number, NatKind kind)
    {
        var nat = Connect($"198.51.100.{10 + number}", $"nat{number}");
        var host = Create();
        nat.Ip($"link add lan type veth peer name line netns {host.Name}");
        nat.Ip($"address add 10.{number}.0.1/24 dev lan");
        nat.Ip("link set lan up");
        host.Ip($"address add 10.{number}.0.2/24 dev line");
        host.Ip("link set line up");
        host.Ip($"route add default via 10.{number}.0.1");
        nat.Execute("sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward");
        nat.LoadRules(RulesOf(kind, $"10.{number}.0.2"));
        return host;
    }

    private NetworkNamespace Connect(string address, string port)
    {
        var created = Create();
        created.Ip($"link add wan type veth peer name {port} netns {_internet.Name}");
        created.Ip($"address add {address}/24 dev wan");
        created.Ip("link set wan up");
        _internet.Ip($"link set {port} master bridge");
        _internet.Ip($"link set {port} up");
        return created;
    }

    private async Task StartServerAsync()
    {
        var server = Connect(Server, "server");

        // coturn stops to relay once the system refuses a datagram, and would without a route: peers name their private addresses too.
        // What is sent to an interface that nobody listens to is lost, as on the internet.
        server.Ip("link add void type veth peer name nowhere");
        server.Ip("link set nowhere up");
        server.Ip("link set void arp off up");
        server.Ip("route add default dev void");
        _coturn = server.Start(
            "turnserver", "-n", "--log-file", "stdout", "--listening-ip", Server, "--relay-ip", Server, "--listening-port", "3478",
            "--lt-cred-mech", "--realm", "skapi.test", "--user", "user:secret", "--no-cli", "--no-tls", "--no-dtls", "--relay-threads", "1",
            "--pidfile", Path.Combine(_folder, "pid"), "--userdb", Path.Combine(_folder, "users"));
        _coturn.OutputDataReceived += static (_, _) => { };
        _coturn.ErrorDataReceived += static (_, _) => { };
        _coturn.BeginOutputReadLine();
        _coturn.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(PeerRecorder.HangGuard);
        while (server.Execute("ss", "-Hlun", "sport = :3478").Length == 0)
            await Task.Delay(50, limit.Token);
    }
}
