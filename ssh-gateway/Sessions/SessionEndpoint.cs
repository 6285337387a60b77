using System.Globalization;
using Deis.SshGateway.Api;
using Deis.SshGateway.Keys;
using Deis.SshGateway.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Deis.SshGateway.Sessions;

/// <summary>Decides whether the owner of a key may push to or clone an app, before git starts. For a push the answer stays open, and the app's push lock is
/// held, until the helper's connection ends (docs/protocol/builder.md §4).</summary>
internal sealed partial class SessionEndpoint(
    HooksClient hooks, PushSessions pushes, TimeProvider time, IHostApplicationLifetime lifetime, ILogger logger)
{
    /// <summary>Answers <c>POST /sessions?id=…&amp;fingerprint=…&amp;app=…&amp;operation=…</c>.</summary>
    public async Task HandleAsync(HttpContext context, string id, string fingerprint, string app, GitOperation operation)
    {
        if (!Guid.TryParseExact(id, "N", out _) || !PublicKey.IsFingerprint(fingerprint) || !AppName.IsValid(app))
        {
            await AnswerAsync(context, StatusCodes.Status400BadRequest, "The request is malformed.");
            return;
        }

        KeyOwner? owner;
        try
        {
            owner = await hooks.FindOwnerAsync(fingerprint, app, context.RequestAborted);
        }
        catch (HttpRequestException e)
        {
            LogUnavailable(e);
            await AnswerAsync(context, StatusCodes.Status503ServiceUnavailable, "The platform is not available at the moment; try again in a minute.");
            return;
        }

        if (owner is null || !owner.Apps.Contains(app, StringComparer.Ordinal))
        {
            LogRefused(operation, app, owner?.Username ?? "nobody");
            await AnswerAsync(context, StatusCodes.Status403Forbidden, RefusalOf(owner, app));
        }
        else if (operation == GitOperation.Clone)
        {
            LogAllowed(operation, app, owner.Username);
            await AnswerAsync(context, StatusCodes.Status200OK, owner.Username);
        }
        else
        {
            if (owner.DeployBranch is { } branch)
            {
                // Names of branches may hold any letters, headers may not.
                context.Response.Headers[HelperVariables.DeployBranchHeader] = Uri.EscapeDataString(branch);
            }

            await HoldAsync(context, new PushSession(id, owner.Username, app, time.GetUtcNow()));
        }
    }

    // What a deploy key is for is no secret to whoever has it; of other apps it hears nothing.
    private static string RefusalOf(KeyOwner? owner, string app) => owner?.DeployKeyOf switch
    {
        null => $"App {app} does not exist, or you have no access to it. To see your apps, run: deis apps:list",
        var own when own == app => $"This is a deploy key that {owner.Username} added, who has no access to {app} any longer. Ask the owner of {app} to add a new one.",
        var own => $"This is a deploy key of {own}: it is good for no other app.",
    };

    private async Task HoldAsync(HttpContext context, PushSession session)
    {
        if (!pushes.TryBegin(session, out var holder))
        {
            var seconds = (time.GetUtcNow() - holder.StartedAt).TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
            await AnswerAsync(context, StatusCodes.Status409Conflict, $"Another git push is ongoing (by {holder.User}, since {seconds} s)");
            return;
        }

        try
        {
            LogAllowed(GitOperation.Push, session.App, session.User);
            await AnswerAsync(context, StatusCodes.Status200OK, session.User);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await EndOfAsync(context);
        }
        finally
        {
            pushes.End(session);
        }
    }

    private async Task EndOfAsync(HttpContext context)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = ended.Token.Register(done.SetResult);
        await done.Task;
    }

    private static async Task AnswerAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync($"{text}\n", context.RequestAborted);
    }

    [LoggerMessage(2211, LogLevel.Information, "{Operation} of {App} by {User}")]
    private partial void LogAllowed(GitOperation operation, string app, string user);

    [LoggerMessage(2212, LogLevel.Warning, "{Operation} of {App} refused to {User}")]
    private partial void LogRefused(GitOperation operation, string app, string user);

    [LoggerMessage(2213, LogLevel.Error, "A git command was refused because the API does not answer")]
    private partial void LogUnavailable(Exception exception);
}
