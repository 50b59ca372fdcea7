using Microsoft.Extensions.Configuration;
using Skapi.Realtime.Gateway.Configuration;

namespace Skapi.Realtime.Gateway.Tests.Configuration;

public class SkapiRealtimeOptionsTests
{
    [Fact]
    public void The_options_can_be_bound_to_the_configuration_of_an_app()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Tokens:Authorities:0"] = "https://issuer.example",
            ["Tokens:ValidAudiences:0"] = "client",
            ["Services:0:Service"] = "ap21example",
            ["Services:0:Owner"] = "00000000-0000-4000-8000-000000000000",
            ["RateLimits:User:Frames:PerSecond"] = "0.5",
            ["RateLimits:User:Frames:Burst"] = "7",
            ["Turn:Urls:0"] = "turn:turn.example",
            ["Turn:Lifetime"] = "02:00:00",
            ["MaxFrameBytes"] = "1000",
            ["AllowedOrigins:0"] = "https://app.example",
        }).Build();
        var options = new SkapiRealtimeOptions();

        configuration.Bind(options);

        options.Tokens.Authorities.ShouldBe(["https://issuer.example"]);
        options.Tokens.ValidAudiences.ShouldBe(["client"]);
        options.Services.ShouldBe([new SkapiService("ap21example", "00000000-0000-4000-8000-000000000000")]);
        options.RateLimits.User.Frames.ShouldBe(new RateLimit(0.5, 7));
        options.Turn.Urls.ShouldBe(["turn:turn.example"]);
        options.Turn.Lifetime.ShouldBe(TimeSpan.FromHours(2));
        options.MaxFrameBytes.ShouldBe(1000);
        options.AllowedOrigins.ShouldBe(["https://app.example"]);
    }
}
