namespace Deis.Functions.Http;

/// <summary>What routes begin with.</summary>
internal static class Routes
{
    /// <summary>One app. Route constraints ignore case unless told not to.</summary>
    public const string App = "v2/apps/{app:regex(^(?-i)[a-z0-9-]+$)}";
}
