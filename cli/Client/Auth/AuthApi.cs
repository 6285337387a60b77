using Deis.Client.Transport;

namespace Deis.Client.Auth;

/// <summary>Accounts and tokens.</summary>
public sealed class AuthApi(ApiConnection connection)
{
    private const string TokenPath = "/v2/auth/tokens/";

    /// <summary>Makes an account. Where registration is for administrators only, the connection needs an admin's token.</summary>
    public Task RegisterAsync(string username, string password, string email, CancellationToken cancellationToken) =>
        connection.SendAsync(
            HttpMethod.Post,
            "/v2/auth/register/",
            ApiConnection.Json(new RegisterRequest(username, password, email), ClientJson.Default.RegisterRequest),
            cancellationToken);

    /// <summary>Logs in; gives the token.</summary>
    public async Task<string> LoginAsync(string username, string password, CancellationToken cancellationToken)
    {
        var answer = await connection.SendAsync(
            HttpMethod.Post,
            "/v2/auth/login/",
            ApiConnection.Json(new LoginRequest(username, password), ClientJson.Default.LoginRequest),
            ClientJson.Default.LoginAnswer,
            cancellationToken);
        return answer.Token;
    }

    /// <summary>The account that the token belongs to.</summary>
    public Task<User> WhoamiAsync(CancellationToken cancellationToken) =>
        connection.GetAsync("/v2/auth/whoami/", ClientJson.Default.User, cancellationToken);

    /// <summary>Sets a new password. Whoever administers the platform needs no present one, and may do it for others.</summary>
    /// <param name="username">Whose; null for one's own.</param>
    /// <param name="current">The present password; null when an administrator asks.</param>
    /// <param name="wanted">The new one.</param>
    /// <param name="cancellationToken">Gives up the call.</param>
    public Task ChangePasswordAsync(string? username, string? current, string wanted, CancellationToken cancellationToken) =>
        connection.SendAsync(
            HttpMethod.Post,
            "/v2/auth/passwd/",
            ApiConnection.Json(new PasswordRequest(username, current, wanted), ClientJson.Default.PasswordRequest),
            cancellationToken);

    /// <summary>Ends all tokens of an account, null for one's own, and gives a fresh one.</summary>
    public async Task<string> RenewTokenAsync(string? username, CancellationToken cancellationToken)
    {
        var answer = await connection.SendAsync(HttpMethod.Post, TokenPath, Naming(username), ClientJson.Default.LoginAnswer, cancellationToken);
        return answer.Token;
    }

    /// <summary>Ends all tokens of all accounts; everybody has to log in again.</summary>
    public Task EndAllTokensAsync(CancellationToken cancellationToken) => connection.SendAsync(
        HttpMethod.Post, TokenPath, ApiConnection.Json(new AllTokensRequest(All: true), ClientJson.Default.AllTokensRequest), cancellationToken);

    /// <summary>Removes an account, null for one's own.</summary>
    public Task CancelAsync(string? username, CancellationToken cancellationToken) =>
        connection.SendAsync(HttpMethod.Delete, "/v2/auth/cancel/", Naming(username), cancellationToken);

    private static HttpContent Naming(string? username) => username is null
        ? ApiConnection.EmptyJson()
        : ApiConnection.Json(new UsernameRequest(username), ClientJson.Default.UsernameRequest);
}
