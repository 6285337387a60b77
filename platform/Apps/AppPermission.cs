namespace Deis.Platform.Apps;

/// <summary>What somebody wants to do with an app (docs/protocol/controller.md §3.3).</summary>
public enum AppPermission
{
    /// <summary>Everything but the below: owner, collaborators, administrators.</summary>
    Use,

    /// <summary>Delete it or parts of it: owner and administrators.</summary>
    Own,
}
