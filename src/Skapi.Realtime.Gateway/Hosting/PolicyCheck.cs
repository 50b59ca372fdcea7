using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Skapi.Realtime.Gateway.Configuration;

namespace Skapi.Realtime.Gateway.Hosting;

/// <summary>Refuses to start the app if a policy that the options name does not exist.</summary>
internal sealed class PolicyCheck(IOptions<SkapiRealtimeOptions> options, IAuthorizationPolicyProvider policies) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await RequireAsync(options.Value.ConnectionPolicy, nameof(SkapiRealtimeOptions.ConnectionPolicy)).ConfigureAwait(false);
        await RequireAsync(options.Value.JoinPolicy, nameof(SkapiRealtimeOptions.JoinPolicy)).ConfigureAwait(false);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task RequireAsync(string? policy, string property)
    {
        if (policy is null || await policies.GetPolicyAsync(policy).ConfigureAwait(false) is not null)
            return;
        var error = $"{property}: The policy “{policy}” does not exist. Add it with AddAuthorizationBuilder().AddPolicy(…).";
        throw new OptionsValidationException(Options.DefaultName, typeof(SkapiRealtimeOptions), [error]);
    }
}
