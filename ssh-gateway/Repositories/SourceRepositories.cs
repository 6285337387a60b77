using Deis.SshGateway.Api;
using Deis.SshGateway.Wire;
using Microsoft.AspNetCore.Http;

namespace Deis.SshGateway.Repositories;

/// <summary>Removal of the repositories of apps that are no more.</summary>
internal sealed class SourceRepositories(GatewayPaths paths, BuilderKey key)
{
    /// <summary>Answers <c>DELETE /repositories/{app}</c>, which needs the builder key: user <c>git</c> reaches the socket, but may not remove.</summary>
    public async Task<IResult> HandleAsync(HttpContext context, string app)
    {
        if (!await key.IsAsync(context.Request.Headers[HooksClient.KeyHeader].ToString(), context.RequestAborted))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }

        Remove(app);
        return Results.NoContent();
    }

    /// <summary>Removes the repository of <paramref name="app"/>; having none is no error. Nobody sees a half-removed repository.</summary>
    public void Remove(string app)
    {
        var repository = Path.Combine(paths.Repositories, $"{app}.git");
        if (!AppName.IsValid(app) || !Directory.Exists(repository))
        {
            return;
        }

        var removed = Path.Combine(paths.Unfinished, $"removed-{Guid.NewGuid():N}");
        Directory.Move(repository, removed);
        Directory.Delete(removed, recursive: true);
    }
}
