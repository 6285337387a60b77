namespace Deis.Platform.Runtime;

/// <summary>One process of an app: on Kubernetes a pod.</summary>
/// <param name="Name"><c>&lt;app&gt;-&lt;type&gt;-&lt;8–10 digits&gt;-&lt;5 characters&gt;</c>, the form that old and new clients take apart.</param>
/// <param name="Type">Process type.</param>
/// <param name="Release">Release label, for example <c>v3</c>.</param>
/// <param name="State">Its state.</param>
/// <param name="StartedAt">When it was started.</param>
/// <param name="Problem">Why it does not run, for a sentence that begins with its name, such as <c>exited with code 7</c>; null while it runs.</param>
public sealed record ProcessInstance(string Name, string Type, string Release, ProcessState State, DateTimeOffset StartedAt, string? Problem = null);
