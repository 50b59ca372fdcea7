using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Development;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Tests.Hosting;

public class OptionsTests
{
    [Fact]
    public async Task Without_a_key_the_app_does_not_start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSkapiRealtime(_ => { });
        await using var app = builder.Build();

        var error = await Should.ThrowAsync<OptionsValidationException>(() => app.StartAsync().OrHang());

        error.Message.ShouldContain("Tokens.SigningKeys");
    }

    [Fact]
    public async Task Options_that_cannot_work_are_named()
    {
        var error = await Should.ThrowAsync<OptionsValidationException>(() => GatewayHost.StartAsync(options =>
        {
            options.MaxFrameBytes = 0;
            options.Discovery.UserPoolId = "no pool";
            options.Services.Add(new SkapiService("", "owner"));
        }));

        error.Message.ShouldContain("MaxFrameBytes");
        error.Message.ShouldContain("UserPoolId");
        error.Message.ShouldContain("Services");
    }

    [Fact]
    public async Task Mapping_without_registering_says_what_to_call()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();

        Should.Throw<InvalidOperationException>(() => app.MapSkapiRealtime()).Message.ShouldContain("AddSkapiRealtime");
        Should.Throw<InvalidOperationException>(() => app.MapSkapiDiscovery()).Message.ShouldContain("AddSkapiRealtime");
    }

    [Fact]
    public void Development_tokens_need_a_development_key()
    {
        var services = new ServiceCollection();
        services.AddSkapiRealtime(options => options.Tokens.SigningKeys.Add(new SymmetricSecurityKey(new byte[32])));
        using var provider = services.BuildServiceProvider();

        Should.Throw<InvalidOperationException>(provider.GetRequiredService<DevelopmentTokens>).Message.ShouldContain("UseDevelopmentKey");
    }

    [Fact]
    public async Task A_development_key_is_warned_of()
    {
        await using var host = await GatewayHost.StartAsync();

        host.Log.Lines
            .ShouldContain(
                line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("development key", StringComparison.Ordinal));
    }
}
