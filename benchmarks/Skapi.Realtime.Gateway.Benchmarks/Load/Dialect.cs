using System.Text;
using System.Text.Json;
using Skapi.Realtime.Gateway.Benchmarks.Servers;

namespace Skapi.Realtime.Gateway.Benchmarks.Load;

/// <summary>The frames of a client, in the wire protocol of one of the servers.</summary>
internal abstract class Dialect
{
    /// <summary>The content of every post. Deliveries are counted by it.</summary>
    public static readonly string Content = "benchmark-" + new string('x', 90);

    /// <summary>What is sent first, or null.</summary>
    public virtual byte[]? Greeting => null;

    public static Dialect Of(string kind) => kind == "skapi" ? new SkapiDialect() : new SignalRDialect();

    public abstract Task<Uri> AddressAsync(HttpClient http, Uri server, string userId);

    public abstract byte[] Join(string group);

    public abstract byte[] Post(string group);

    public abstract byte[] Send(string userId);

    private sealed class SkapiDialect : Dialect
    {
        private string _token = "";

        public override async Task<Uri> AddressAsync(HttpClient http, Uri server, string userId)
        {
            _token = await http.GetStringAsync(new Uri(server, $"/token/{userId}"));
            return new Uri($"ws://{server.Authority}/realtime?token={_token}");
        }

        public override byte[] Join(string group) => Encode(new { action = "joinRoom", rid = group, token = _token });

        public override byte[] Post(string group) =>
            Encode(new { action = "broadcast", rid = group, content = Content, notification = "", token = Token });

        public override byte[] Send(string userId) =>
            Encode(new { action = "sendMessage", uid = userId, content = Content, notification = "", token = Token });

        // As the published client writes it, so that the frame has its true size.
        private string Token => $"IdT:{Server.Service}::{_token}";

        private static byte[] Encode(object frame) => JsonSerializer.SerializeToUtf8Bytes(frame);
    }

    private sealed class SignalRDialect : Dialect
    {
        private const char End = '\u001e';

        public override byte[] Greeting => Encode(new { protocol = "json", version = 1 });

        public override Task<Uri> AddressAsync(HttpClient http, Uri server, string userId) =>
            Task.FromResult(new Uri($"ws://{server.Authority}/realtime?user={userId}"));

        public override byte[] Join(string group) => Invoke("Join", group);

        public override byte[] Post(string group) => Invoke("Post", group, Content);

        public override byte[] Send(string userId) => Invoke("Send", userId, Content);

        private static byte[] Invoke(string target, params string[] arguments) => Encode(new { type = 1, target, arguments });

        private static byte[] Encode(object frame) => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(frame) + End);
    }
}
