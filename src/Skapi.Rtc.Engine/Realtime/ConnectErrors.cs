using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Skapi.Protocol;

namespace Skapi.Rtc.Realtime;

/// <summary>Says why a server could not be reached, and what to do.</summary>
internal static class ConnectErrors
{
    /// <summary>The error of a connection that could not be opened.</summary>
    /// <param name="what">The server: “The gateway at wss://example.org/”.</param>
    /// <param name="option">The option with the server's address, from <see cref="OptionNames"/>.</param>
    /// <param name="cause">The exception of .NET. The cause that helps is often an inner one.</param>
    public static RealtimeException Unreachable(string what, string option, Exception cause)
    {
        foreach (var inner in CausesOf(cause))
        {
            switch (inner)
            {
                case AuthenticationException:
                    return Failed(
                        $"{what} has a TLS certificate that is not trusted, or does not speak TLS: {inner.Message} Use a certificate of"
                        + $" a trusted authority, or set {OptionNames.HttpHandler} to a handler"
                        + " that trusts it.",
                        isTransient: false,
                        cause);
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }:
                    return Failed(
                        $"{what} refused the connection. Check the port in {option}, and that the server is running.", true, cause);
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }:
                    return Failed($"{what} could not be found: the host name is unknown. Check {option}, and the network.", true, cause);
                case SocketException { SocketErrorCode: SocketError.NetworkUnreachable or SocketError.HostUnreachable }:
                    return Failed($"{what} could not be reached: there is no network route to it. Check the network.", true, cause);
                case SocketException socket:
                    return Failed($"{what} could not be reached: {socket.Message}. Check {option}, and the network.", true, cause);
            }
        }

        return Failed($"{what} could not be reached: {CausesOf(cause).Last().Message}", true, cause);
    }

    /// <summary>The error of a server that answered with another HTTP status than expected.</summary>
    public static RealtimeException Status(string what, string option, HttpStatusCode status, Exception cause) => Failed(
        $"{what} answered {(int)status} ({status}). Check {option}.",
        isTransient: (int)status >= 500 || status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests,
        cause);

    private static RealtimeException Failed(string message, bool isTransient, Exception cause) =>
        new(SkapiErrorCode.ConnectionFailed, message, isTransient, cause);

    private static IEnumerable<Exception> CausesOf(Exception error)
    {
        for (var current = error; current is not null; current = current.InnerException)
            yield return current;
    }
}
