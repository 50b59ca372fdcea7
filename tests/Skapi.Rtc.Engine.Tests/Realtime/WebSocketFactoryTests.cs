using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Skapi.Protocol;
using Skapi.Rtc.Realtime;
using Skapi.Rtc.Tests.Infrastructure;

namespace Skapi.Rtc.Tests.Realtime;

/// <summary>What an app is told when the gateway cannot be opened, over real sockets.</summary>
public class WebSocketFactoryTests
{
    [Fact]
    public async Task A_refused_port_is_told_as_such()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var endpoint = EndpointOf(listener, "ws");
        listener.Stop();

        var error = await FailureAsync(endpoint);
        error.IsTransient.ShouldBeTrue();
        error.Code.ShouldBe(SkapiErrorCode.ConnectionFailed);
        error.Message.ShouldBe(
            $"The gateway at {endpoint} refused the connection. "
            + "Check the port in SkapiClientOptions.WebSocketEndpoint, and that the server is running.");
        error.InnerException.ShouldNotBeNull();
    }

    [Fact]
    public void An_unknown_host_is_told_as_such() =>
        ConnectErrors.Unreachable(
            "The gateway",
            OptionNames.WebSocketEndpoint,
            new HttpRequestException("x", new SocketException((int)SocketError.HostNotFound))).Message.ShouldBe(
            "The gateway could not be found: the host name is unknown. Check SkapiClientOptions.WebSocketEndpoint, and the network.");

    [Fact]
    public async Task An_untrusted_certificate_is_told_as_such_and_is_not_tried_again()
    {
        using var certificate = SelfSigned();
        using var listener = Listen();
        var serving = ServeAsync(listener, certificate, "");

        var error = await FailureAsync(EndpointOf(listener, "wss"));
        error.IsTransient.ShouldBeFalse();
        error.Message.ShouldContain("certificate that is not trusted");
        error.Message.ShouldContain("SkapiClientOptions.HttpHandler");
        await serving.OrHang();
    }

    [Theory]
    [InlineData("WWW-Authenticate: Bearer error=\"invalid_token\", error_description=\"It has expired.\"\r\n", "It has expired.")]
    [InlineData("WWW-Authenticate: Bearer\r\n", "Sign in again.")]
    [InlineData("", "Sign in again.")]
    public async Task A_refused_token_says_why(string header, string says)
    {
        using var listener = Listen();
        var serving = ServeAsync(listener, null, $"HTTP/1.1 401 Unauthorized\r\n{header}Content-Length: 0\r\n\r\n");

        var error = await FailureAsync(EndpointOf(listener, "ws"));
        error.Code.ShouldBe(SkapiErrorCode.InvalidToken);
        error.IsTransient.ShouldBeFalse();
        error.Message.ShouldEndWith($"refused the access token (401). {says}");
        await serving.OrHang();
    }

    [Theory]
    [InlineData(404, "NotFound", false)]
    [InlineData(503, "ServiceUnavailable", true)]
    public async Task Another_status_is_told_with_the_option_to_check(int status, string name, bool isTransient)
    {
        using var listener = Listen();
        var serving = ServeAsync(listener, null, $"HTTP/1.1 {status} No\r\nContent-Length: 0\r\n\r\n");

        var error = await FailureAsync(EndpointOf(listener, "ws"));
        error.IsTransient.ShouldBe(isTransient);
        error.Message.ShouldEndWith($"answered {status} ({name}). Check SkapiClientOptions.WebSocketEndpoint.");
        await serving.OrHang();
    }

    [Fact]
    public async Task The_app_s_http_handler_opens_the_socket_and_can_trust_the_certificate()
    {
        using var certificate = SelfSigned();
        using var listener = Listen();
        var serving = ServeAsync(listener, certificate, "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
        using var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, remote, _, _) => remote?.GetCertHashString() == certificate.GetCertHashString(),
            },
        };

        (await FailureAsync(EndpointOf(listener, "wss"), handler)).Code.ShouldBe(SkapiErrorCode.InvalidToken);
        await serving.OrHang();
    }

    private static async Task<RealtimeException> FailureAsync(Uri endpoint, HttpMessageHandler? handler = null) =>
        await Should.ThrowAsync<RealtimeException>(
            new WebSocketFactory(handler).OpenAsync(endpoint, "token", CancellationToken.None).OrHang());

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static Uri EndpointOf(TcpListener listener, string scheme) =>
        new($"{scheme}://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/");

    /// <summary>Takes one connection, and answers the first request.</summary>
    private static async Task ServeAsync(TcpListener listener, X509Certificate2? certificate, string response)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await using Stream stream = certificate is null ? client.GetStream() : new SslStream(client.GetStream());
        try
        {
            if (stream is SslStream tls)
                await tls.AuthenticateAsServerAsync(certificate!);

            var request = new StringBuilder();
            var buffer = new byte[1024];
            while (!request.ToString().Contains("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(buffer) is > 0 and var read)
                request.Append(Encoding.ASCII.GetString(buffer, 0, read));

            await stream.WriteAsync(Encoding.ASCII.GetBytes(response));
        }
        catch (Exception error) when (error is IOException or AuthenticationException)
        {
            // The client does not trust the certificate.
        }
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }
}
