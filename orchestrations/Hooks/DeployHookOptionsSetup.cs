using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Deis.Orchestrations.Hooks;

/// <summary>Fills <see cref="DeployHookOptions"/> from section <c>DeployHooks</c>, else from the environment names of Deis Workflow, and checks them.</summary>
internal sealed class DeployHookOptionsSetup(IConfiguration configuration) : IConfigureOptions<DeployHookOptions>, IValidateOptions<DeployHookOptions>
{
    private const string Section = "DeployHooks";

    public void Configure(DeployHookOptions options)
    {
        var section = configuration.GetSection(Section);
        foreach (var url in section.GetSection(nameof(options.Urls)).Get<string[]>() ?? OriginalUrls())
        {
            options.Urls.Add(url);
        }

        var secret = section[nameof(options.SecretKey)] ?? configuration["DEIS_DEPLOY_HOOK_SECRET_KEY"];
        options.SecretKey = string.IsNullOrEmpty(secret) ? null : secret;
    }

    public ValidateOptionsResult Validate(string? name, DeployHookOptions options)
    {
        // By number, since the text may hold a secret.
        var invalid = options.Urls.Select((url, index) => (Url: url, Number: index + 1)).Where(hook => !IsHttp(hook.Url)).Select(hook => hook.Number).ToList();
        return invalid.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Deploy hook number {string.Join(", ", invalid)} is not an absolute http or https URL (DeployHooks:Urls, DEIS_DEPLOY_HOOK_URLS).");
    }

    private static bool IsHttp(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);

    private string[] OriginalUrls() =>
        (configuration["DEIS_DEPLOY_HOOK_URLS"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
