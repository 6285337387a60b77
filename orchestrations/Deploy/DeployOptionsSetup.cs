using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Deis.Orchestrations.Deploy;

/// <summary>Fills <see cref="DeployOptions"/> from section <c>Deploy</c>, else from the environment names of Deis Workflow, whose values are seconds.</summary>
internal sealed class DeployOptionsSetup(IConfiguration configuration) : IConfigureOptions<DeployOptions>
{
    public void Configure(DeployOptions options)
    {
        options.Timeout = Seconds("DEIS_DEPLOY_TIMEOUT", options.Timeout);
        options.GracePeriod = Seconds("KUBERNETES_POD_TERMINATION_GRACE_PERIOD_SECONDS", options.GracePeriod);
        configuration.GetSection("Deploy").Bind(options);
    }

    private TimeSpan Seconds(string name, TimeSpan fallback) => TimeSpan.FromSeconds(configuration.GetValue(name, fallback.TotalSeconds));
}
