using Deis.Functions.Http;
using Deis.Platform.Apps;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Settings;

/// <summary>Settings of an app (docs/protocol/controller.md §9). Nothing can change them yet, so they are what every app starts with.</summary>
public sealed class SettingsFunctions(AppAccess access, Caller caller)
{
    /// <summary>The settings in force.</summary>
    [Function("settings-get")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.App + "/settings")] HttpRequest request,
        string app,
        CancellationToken cancellationToken)
    {
        var found = await access.FindAsync(app, caller.User, AppPermission.Use, cancellationToken);
        return ApiResults.From(found, a => ApiResults.Ok(SettingsBody.Initial(a)));
    }
}
