namespace Deis.Orchestrations.Hooks;

/// <summary>
/// Whom to tell of new releases. Section <c>DeployHooks</c>, or <c>DEIS_DEPLOY_HOOK_URLS</c> (commas between) and <c>DEIS_DEPLOY_HOOK_SECRET_KEY</c>. All of it is
/// secret, since URLs of hooks often hold tokens: neither histories nor logs have more of it than scheme and host.
/// </summary>
public sealed class DeployHookOptions
{
    /// <summary>Absolute URLs, http or https.</summary>
    public IList<string> Urls { get; } = [];

    /// <summary>Signs the requests; null sends them unsigned.</summary>
    public string? SecretKey { get; set; }
}
