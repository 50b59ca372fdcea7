using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Skapi.Protocol.Json;

namespace Skapi.Protocol.Tests.Json;

/// <summary>Minimal APIs, the JSON extensions of HttpClient and SignalR use the JSON of <see cref="JsonCodec"/>.</summary>
public sealed class AspNetCoreTests : IAsyncLifetime
{
    private static readonly ClientFrame Frame = new ClientFrame.JoinRoom { Group = "g", Token = "t" };

    private readonly WebApplication _app = CreateApp();

    private Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public Task InitializeAsync() => _app.StartAsync();

    public Task DisposeAsync() => _app.DisposeAsync().AsTask();

    [Fact]
    public async Task A_minimal_API_binds_and_returns_messages()
    {
        using var client = new HttpClient { BaseAddress = Address };

        using var response = await client.PostAsJsonAsync("/echo", Frame);

        (await response.Content.ReadAsStringAsync()).ShouldBe(JsonCodec.EncodeToString(Frame));
        (await response.Content.ReadFromJsonAsync<ClientFrame>()).ShouldBe(Frame);
    }

    [Fact]
    public async Task A_minimal_API_refuses_a_message_that_cannot_be_decoded()
    {
        using var client = new HttpClient { BaseAddress = Address };

        using var response = await client.PostAsync("/echo", JsonContent.Create(new { action = 1 }));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_extensions_of_HttpClient_read_messages_and_lists_of_them()
    {
        using var client = new HttpClient { BaseAddress = Address };

        (await client.GetFromJsonAsync<ClientFrame>("/frame")).ShouldBe(Frame);
        (await client.GetFromJsonAsync<ClientFrame[]>("/frames")).ShouldBe([Frame, Frame]);
    }

    [Fact]
    public async Task SignalR_passes_messages_as_arguments_results_and_streams()
    {
        await using var connection = new HubConnectionBuilder().WithUrl(new Uri(Address, "/hub")).Build();
        var received = new TaskCompletionSource<ClientFrame>(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.On<ClientFrame>("Frame", frame => received.TrySetResult(frame));
        await connection.StartAsync();

        (await connection.InvokeAsync<string>("Describe", Frame)).ShouldBe(JsonCodec.EncodeToString(Frame));
        (await connection.InvokeAsync<ClientFrame>("Echo", Frame)).ShouldBe(Frame);
        (await received.Task).ShouldBe(Frame);
        (await connection.StreamAsync<ClientFrame>("Repeat", Frame, 2).ToListAsync()).ShouldBe([Frame, Frame]);
    }

    [Fact]
    public async Task SignalR_keeps_an_unknown_case()
    {
        const string json = """{"action":"later","x":[1.0,2e3]}""";
        await using var connection = new HubConnectionBuilder().WithUrl(new Uri(Address, "/hub")).Build();
        await connection.StartAsync();

        var frame = await connection.InvokeAsync<ClientFrame>("Echo", JsonCodec.Decode<ClientFrame>(json));

        JsonCodec.EncodeToString(frame).ShouldBe(json);
    }

    private static WebApplication CreateApp()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSignalR();
        var app = builder.Build();
        app.MapPost("/echo", static (ClientFrame frame) => frame);
        app.MapGet("/frame", static () => Frame);
        app.MapGet("/frames", static () => new[] { Frame, Frame });
        app.MapHub<FrameHub>("/hub");
        return app;
    }

    internal sealed class FrameHub : Hub
    {
        public async Task<string> Describe(ClientFrame frame)
        {
            await Clients.Caller.SendAsync("Frame", frame);
            return JsonCodec.EncodeToString(frame);
        }

        public async Task<ClientFrame> Echo(ClientFrame frame)
        {
            await Clients.Caller.SendAsync("Frame", frame);
            return frame;
        }

        public async IAsyncEnumerable<ClientFrame> Repeat(ClientFrame frame, int count)
        {
            for (var i = 0; i < count; i++)
            {
                await Clients.Caller.SendAsync("Frame", frame);
                yield return frame;
            }
        }
    }
}
